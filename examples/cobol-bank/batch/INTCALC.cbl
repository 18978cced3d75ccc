       IDENTIFICATION DIVISION.
       PROGRAM-ID. INTCALC.
      * DAILY INTEREST ON ALL SAVINGS ACCOUNTS.
       ENVIRONMENT DIVISION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
           EXEC SQL INCLUDE SQLCA END-EXEC.
           EXEC SQL INCLUDE SQLACCT END-EXEC.
       01  WS-TODAY                    PIC 9(08).
       01  WS-MONTH-DAY REDEFINES WS-TODAY.
           05  FILLER                  PIC 9(04).
           05  WS-MMDD                 PIC 9(04).
       01  WS-RATE                     PIC S9(03)V9(04) COMP-3.
       01  WS-INTEREST                 PIC S9(09)V99 COMP-3.
       01  WS-DONE                     PIC X VALUE 'N'.
           88  NO-MORE-ACCOUNTS        VALUE 'Y'.
       01  WS-ROWS                     PIC 9(07) COMP VALUE 0.
           EXEC SQL DECLARE ACCTCUR CURSOR FOR
               SELECT ACCT_NO, BALANCE, RATE_CODE
               FROM BANK.ACCOUNT
               WHERE ACCT_TYPE = 'SV'
           END-EXEC.
       PROCEDURE DIVISION.
       0000-MAIN.
           EXEC SQL OPEN ACCTCUR END-EXEC
           IF SQLCODE NOT = 0
               PERFORM 9000-FAIL
           END-IF
           PERFORM 1000-ACCOUNT UNTIL NO-MORE-ACCOUNTS
           EXEC SQL CLOSE ACCTCUR END-EXEC
           DISPLAY 'INTCALC ACCOUNTS: ' WS-ROWS
           GOBACK.
       1000-ACCOUNT.
           EXEC SQL
               FETCH ACCTCUR INTO :HV-ACCT-NO, :HV-BALANCE,
                                  :HV-RATE-CODE
           END-EXEC
           EVALUATE SQLCODE
               WHEN 0    PERFORM 2000-INTEREST
               WHEN 100  SET NO-MORE-ACCOUNTS TO TRUE
               WHEN OTHER PERFORM 9000-FAIL
           END-EVALUATE.
       2000-INTEREST.
           EXEC SQL
               SELECT PERCENT INTO :WS-RATE
               FROM BANK.RATE
               WHERE RATE_CODE = :HV-RATE-CODE
           END-EXEC
           ACCEPT WS-TODAY FROM DATE YYYYMMDD
           COMPUTE WS-INTEREST ROUNDED =
               HV-BALANCE * WS-RATE / 36500
           IF WS-MMDD = 1231
               PERFORM 2100-CAPITALISE
           END-IF
           ADD 1 TO WS-ROWS
           EXEC SQL
               INSERT INTO BANK.INTEREST (ACCT_NO, AMOUNT)
               VALUES (:HV-ACCT-NO, :WS-INTEREST)
           END-EXEC
           IF SQLCODE NOT = 0
               PERFORM 9000-FAIL
           END-IF.
       2100-CAPITALISE.
           EXEC SQL
               UPDATE BANK.ACCOUNT
               SET BALANCE = BALANCE + :WS-INTEREST
               WHERE ACCT_NO = :HV-ACCT-NO
           END-EXEC
           IF SQLCODE NOT = 0
               PERFORM 9000-FAIL
           END-IF.
       9000-FAIL.
           DISPLAY 'INTCALC SQLCODE ' SQLCODE
           EXEC SQL ROLLBACK END-EXEC
           MOVE 16 TO RETURN-CODE
           STOP RUN.
