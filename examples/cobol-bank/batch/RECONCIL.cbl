       IDENTIFICATION DIVISION.
       PROGRAM-ID. RECONCIL.
      *-----------------------------------------------------------------
      * COMPARES LEDGER AND ACCOUNTS. THE DATABASE DOES THE SUMS:
      * ONE CURSOR, NO SELECT FOR EACH ACCOUNT.
      *-----------------------------------------------------------------
       ENVIRONMENT DIVISION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
           EXEC SQL INCLUDE SQLCA END-EXEC.
           EXEC SQL INCLUDE sqlacct END-EXEC.
       01  WS-LEDGER                   PIC S9(11)V99 COMP-3.
       01  WS-DIFFERENCE               PIC S9(11)V99 COMP-3.
       01  WS-FLAG                     PIC X.
           EXEC SQL DECLARE RECCUR CURSOR FOR
               SELECT A.ACCT_NO, A.BALANCE, L.TOTAL
               FROM BANK.ACCOUNT A, BANK.LEDGER L
               WHERE A.ACCT_NO = L.ACCT_NO -- don't join the archive
           END-EXEC.
       PROCEDURE DIVISION.
       0000-MAIN.
           EXEC SQL OPEN RECCUR END-EXEC
           PERFORM 9000-CHECK-SQL
           PERFORM 1000-FETCH
           PERFORM UNTIL SQLCODE = 100
               PERFORM 2000-COMPARE
               PERFORM 1000-FETCH
           END-PERFORM
           EXEC SQL CLOSE RECCUR END-EXEC
           GOBACK.
       1000-FETCH.
           EXEC SQL
               FETCH RECCUR INTO :HV-ACCT-NO, :HV-BALANCE, :WS-LEDGER
           END-EXEC
           PERFORM 9000-CHECK-SQL.
       2000-COMPARE.
           SUBTRACT WS-LEDGER FROM HV-BALANCE GIVING WS-DIFFERENCE
               ON SIZE ERROR MOVE ZERO TO WS-DIFFERENCE
           END-SUBTRACT
           CALL 'JUDGE' USING WS-DIFFERENCE WS-FLAG
           IF WS-FLAG = 'R'
               DISPLAY 'RECONCIL: DIFFERENCE IN ' HV-ACCT-NO
           END-IF.
       9000-CHECK-SQL.
           IF SQLCODE < 0
               DISPLAY 'RECONCIL SQLCODE ' SQLCODE
               MOVE 16 TO RETURN-CODE
               STOP RUN
           END-IF.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. JUDGE.
       DATA DIVISION.
       LINKAGE SECTION.
       01  LK-DIFFERENCE               PIC S9(11)V99 COMP-3.
       01  LK-FLAG                     PIC X.
       PROCEDURE DIVISION USING LK-DIFFERENCE LK-FLAG.
       0000-JUDGE.
           IF LK-DIFFERENCE = ZERO
               MOVE 'G' TO LK-FLAG
           ELSE
               MOVE 'R' TO LK-FLAG
           END-IF
           GOBACK.
       END PROGRAM JUDGE.
       END PROGRAM RECONCIL.
