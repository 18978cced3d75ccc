       Identification Division.
       Program-Id. EODPOST.
      * End of day: posts TRANDAY to ACCTMST. Grown since 1988.
       Environment Division.
       Input-Output Section.
       File-Control.
           Select Tran-File Assign To TRANDAY.
           Select Account-File Assign To ACCTMST
               Organization Indexed Access Random
               Record Key AM-Acct-No
               File Status Acct-Status.
       Data Division.
       File Section.
       FD  Tran-File.
           Copy TranRec.
       FD  Account-File.
           Copy ACCTREC Replacing ==:TAG:== By ==AM==.
       Working-Storage Section.
       01  Acct-Status                 Pic X(02).
       01  Rejects                     Pic 9(05) Value Zero.
       Procedure Division.
       Start-Up.
           Open Input Tran-File.
           Open I-O Account-File.
           If Acct-Status Not = '00' Go To Give-Up.
           Alter Switch-Point To Proceed To First-Time.
       Next-Tran.
           Read Tran-File At End Go To Finish.
       Switch-Point.
           Go To Normal-Tran.
       First-Time.
           Display 'EODPOST: first movement ' Tran-Acct-No.
           Alter Switch-Point To Proceed To Normal-Tran.
       Normal-Tran.
           Move Tran-Acct-No To AM-Acct-No.
           Read Account-File Invalid Key Go To Reject-Tran.
           If Tran-Is-Debit
               Subtract Tran-Amount From AM-Balance
           Else
               Add Tran-Amount To AM-Balance.
           Rewrite AM-Account Invalid Key Go To Reject-Tran.
           Go To Next-Tran.
       Reject-Tran.
           Add 1 To Rejects.
           Go To Next-Tran.
       Give-Up.
           Move 16 To Return-Code.
       Finish.
           Close Tran-File Account-File.
           Display 'EODPOST: rejects ' Rejects.
           Stop Run.
