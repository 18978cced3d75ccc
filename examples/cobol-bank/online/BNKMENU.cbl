       IDENTIFICATION DIVISION.
       PROGRAM-ID. BNKMENU.
       AUTHOR. H. O'BRIEN, ONLINE SYSTEMS.
       DATE-WRITTEN. MARCH 1991.
      *-----------------------------------------------------------------
      * MAIN MENU. PSEUDO-CONVERSATIONAL: SHOWS THE MAP, RETURNS, AND
      * COMES BACK WITH THE CHOICE OF THE TELLER.
      *-----------------------------------------------------------------
       ENVIRONMENT DIVISION.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  WS-RESP                     PIC S9(08) COMP.
       01  WS-MESSAGE                  PIC X(60) VALUE
           'Choose 1 to 4. EXEC CICS LINK is not for tellers; GO TO IT d
      -    'esk if in doubt.'.
       01  WS-COMMAREA.
           COPY BNKCOMM.
           COPY BNKMAP.
       LINKAGE SECTION.
       01  DFHCOMMAREA                 PIC X(45).
       PROCEDURE DIVISION.
       0000-MAIN.
           IF EIBCALEN = 0
               PERFORM 1000-SHOW-MENU
           ELSE
               MOVE DFHCOMMAREA TO WS-COMMAREA
               PERFORM 2000-TAKE-CHOICE
           END-IF
           EXEC CICS RETURN TRANSID('BNKM')
               COMMAREA(WS-COMMAREA)
           END-EXEC.
       1000-SHOW-MENU.
           EXEC CICS SEND MAP('MENUM') MAPSET('BNKSET') ERASE
           END-EXEC.
       2000-TAKE-CHOICE.
           EXEC CICS RECEIVE MAP('MENUM') MAPSET('BNKSET')
               RESP(WS-RESP)
           END-EXEC
           IF WS-RESP NOT = DFHRESP(NORMAL)
               PERFORM 1000-SHOW-MENU
           ELSE
               PERFORM 2100-DISPATCH
           END-IF.
       2100-DISPATCH.
           EVALUATE OPTI
               WHEN '1'
                   EXEC CICS XCTL PROGRAM('BNKINQ')
                       COMMAREA(WS-COMMAREA) RESP(WS-RESP)
                   END-EXEC
               WHEN '2'
                   EXEC CICS XCTL PROGRAM('BNKXFER')
                       COMMAREA(WS-COMMAREA) RESP(WS-RESP)
                   END-EXEC
               WHEN '3'
                   EXEC CICS XCTL PROGRAM('BNKSRCH')
                       COMMAREA(WS-COMMAREA) RESP(WS-RESP)
                   END-EXEC
               WHEN '4'
                   EXEC CICS XCTL PROGRAM('BNKSIGN')
                       COMMAREA(WS-COMMAREA) RESP(WS-RESP)
                   END-EXEC
               WHEN OTHER
                   EXEC CICS SEND TEXT FROM(WS-MESSAGE) ERASE
                   END-EXEC
           END-EVALUATE
           IF WS-RESP NOT = DFHRESP(NORMAL)
               EXEC CICS ABEND ABCODE('BM01') END-EXEC
           END-IF.
       END PROGRAM BNKMENU.
