      * ACCOUNT RECORD, VSAM KSDS ACCTMST. COPY REPLACING ==:TAG:==.
       01  :TAG:-ACCOUNT.
           05  :TAG:-ACCT-NO           PIC X(10).
           05  :TAG:-CUST-NO           PIC X(08).
           05  :TAG:-TYPE              PIC X(02).
               88  :TAG:-IS-SAVINGS    VALUE 'SV'.
               88  :TAG:-IS-CURRENT    VALUE 'CU'.
           05  :TAG:-BALANCE           PIC S9(11)V99 COMP-3.
           05  :TAG:-OPENED            PIC 9(08).
           05  FILLER                  PIC X(20).
