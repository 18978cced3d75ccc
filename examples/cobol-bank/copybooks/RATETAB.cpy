      * RATES BY CODE, LOADED ONCE A RUN
       01  RATE-TABLE.
           05  RATE-COUNT              PIC S9(4) COMP.
           05  RATE-ENTRY OCCURS 250 TIMES INDEXED BY RATE-IX.
               10  RATE-CODE           PIC X(03).
               10  RATE-PERCENT        PIC S9(03)V9(04) COMP-3.
