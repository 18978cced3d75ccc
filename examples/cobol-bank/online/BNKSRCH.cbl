       IDENTIFICATION DIVISION.
       PROGRAM-ID. BNKSRCH.
      * CUSTOMER SEARCH: THE TELLER TYPES A PART OF THE NAME.
       ENVIRONMENT DIVISION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
           EXEC SQL INCLUDE SQLCA END-EXEC.
       01  WS-RESP                     PIC S9(08) COMP.
       01  WS-SQL.
           49  WS-SQL-LEN              PIC S9(04) COMP VALUE 200.
           49  WS-SQL-TEXT             PIC X(200).
           COPY BNKMAP.
           COPY CustRec.
           EXEC SQL DECLARE C1 CURSOR FOR S1 END-EXEC.
       PROCEDURE DIVISION.
       0000-MAIN.
           EXEC CICS RECEIVE MAP('SRCHM') MAPSET('BNKSET')
               RESP(WS-RESP)
           END-EXEC
           IF WS-RESP = DFHRESP(NORMAL)
               PERFORM 1000-SEARCH
           END-IF
           EXEC CICS RETURN TRANSID('BNKC') END-EXEC.
       1000-SEARCH.
           STRING 'SELECT CUST_NO, NAME FROM BANK.CUSTOMER'
                  ' WHERE NAME LIKE ''' NAMEI '%'''
               DELIMITED BY SIZE INTO WS-SQL-TEXT
           END-STRING
           EXEC SQL
               PREPARE S1 FROM :WS-SQL
           END-EXEC
           IF SQLCODE NOT = 0
               PERFORM 9000-SQL-ERROR
           END-IF
           EXEC SQL OPEN C1 END-EXEC
           IF SQLCODE NOT = 0
               PERFORM 9000-SQL-ERROR
           END-IF
           EXEC SQL
               FETCH C1 INTO :CUST-NUMBER, :CUST-NAME
           END-EXEC
           IF SQLCODE = 0
               EXEC CICS SEND TEXT FROM(CUST-NAME) ERASE END-EXEC
           END-IF
           EXEC SQL CLOSE C1 END-EXEC.
       9000-SQL-ERROR.
           EXEC CICS ABEND ABCODE('BC01') END-EXEC.
