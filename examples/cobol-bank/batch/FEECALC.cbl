       IDENTIFICATION DIVISION.
       PROGRAM-ID. FEECALC.
      * MONTHLY FEES: EACH PRODUCT HAS ITS OWN RULE PROGRAM.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT FEE-FILE ASSIGN TO FEEIN
               FILE STATUS IS WS-FEE-STATUS.
       DATA DIVISION.
       FILE SECTION.
       FD  FEE-FILE.
       01  FEE-RECORD.
           05  FEE-ACCT                PIC X(10).
           05  FEE-CODE                PIC X(03).
           05  FEE-AMOUNT              PIC S9(07)V99 COMP-3.
       WORKING-STORAGE SECTION.
       01  WS-FEE-STATUS               PIC X(02).
           88  FEE-OK                  VALUE '00'.
           88  FEE-EOF                 VALUE '10'.
       01  WS-RULE-PROGRAM             PIC X(08) VALUE 'FEERULE1'.
       01  WS-CARD-NUMBER              PIC X(16).
           COPY RATETAB.
           COPY FEEHIST.
       PROCEDURE DIVISION.
       0000-MAIN.
           OPEN INPUT FEE-FILE
           IF NOT FEE-OK
               MOVE 12 TO RETURN-CODE
               GOBACK
           END-IF
           PERFORM UNTIL FEE-EOF
               READ FEE-FILE
               IF FEE-OK
                   PERFORM 1000-ONE-FEE
               END-IF
           END-PERFORM
           CLOSE FEE-FILE
           GOBACK.
       1000-ONE-FEE.
           SET RATE-IX TO 1
           SEARCH RATE-ENTRY
               AT END
                   DISPLAY 'NO RATE FOR CARD ' WS-CARD-NUMBER
               WHEN RATE-CODE (RATE-IX) = FEE-CODE
                   PERFORM 1100-APPLY
           END-SEARCH.
       1100-APPLY.
           IF FEE-CODE (1:1) = 'P'
               MOVE 'FEERULE2' TO WS-RULE-PROGRAM
           END-IF
           MULTIPLY RATE-PERCENT (RATE-IX) BY FEE-AMOUNT
               ON SIZE ERROR MOVE ZERO TO FEE-AMOUNT
           END-MULTIPLY
           CALL WS-RULE-PROGRAM USING FEE-RECORD.
