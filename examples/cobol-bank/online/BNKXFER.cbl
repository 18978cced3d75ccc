       IDENTIFICATION DIVISION.
       PROGRAM-ID. BNKXFER.
      * TRANSFER BETWEEN TWO ACCOUNTS OF THE BANK.
       ENVIRONMENT DIVISION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WS-RESP                     PIC S9(08) COMP.
       01  WS-FEE                      PIC S9(05)V99 COMP-3 VALUE 1.50.
       01  WS-TOTAL                    PIC S9(09)V99 COMP-3.
       01  WS-COMMAREA.
           COPY BNKCOMM.
       LINKAGE SECTION.
       01  DFHCOMMAREA                 PIC X(45).
       PROCEDURE DIVISION.
       0000-MAIN.
           MOVE DFHCOMMAREA TO WS-COMMAREA
           PERFORM 1000-CHECK THRU 1000-EXIT
           IF CA-OK
               PERFORM 2000-POST
           END-IF
           EXEC CICS RETURN TRANSID('BNKX') COMMAREA(WS-COMMAREA)
           END-EXEC.
       1000-CHECK.
           MOVE '00' TO CA-RESULT
           IF CA-FROM-ACCT = CA-TO-ACCT
               MOVE '08' TO CA-RESULT
               GO TO 1000-EXIT
           END-IF
           COMPUTE WS-TOTAL = CA-AMOUNT + WS-FEE.
           IF WS-TOTAL < ZERO
               MOVE '08' TO CA-RESULT
           END-IF.
       1000-EXIT.
           EXIT.
       2000-POST.
           EXEC CICS LINK PROGRAM('BNKPOST')
               COMMAREA(WS-COMMAREA)
               RESP(WS-RESP)
           END-EXEC
           CALL 'AUDITLOG' USING WS-COMMAREA
           EXEC CICS SYNCPOINT END-EXEC.
