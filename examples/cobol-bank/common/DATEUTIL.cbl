       IDENTIFICATION DIVISION.
       PROGRAM-ID. DATEUTIL.
      * DAYS BETWEEN TWO DATES, BOTH AS YYYYMMDD, BOTH GIVEN.
       DATA DIVISION.
       LINKAGE SECTION.
       01  LK-FROM                     PIC 9(08).
       01  LK-TO                       PIC 9(08).
       01  LK-DAYS                     PIC S9(08) COMP.
       PROCEDURE DIVISION USING LK-FROM LK-TO LK-DAYS.
       0000-MAIN.
           IF LK-FROM IS NOT NUMERIC OR LK-TO IS NOT NUMERIC
               MOVE -1 TO LK-DAYS
               GO TO 0000-EXIT
           END-IF
           COMPUTE LK-DAYS = FUNCTION INTEGER-OF-DATE (LK-TO)
               - FUNCTION INTEGER-OF-DATE (LK-FROM).
       0000-EXIT.
           GOBACK.
