      * ONE MOVEMENT OF THE DAY, FILE TRANDAY
       01  TRAN-RECORD.
           05  TRAN-ACCT-NO            PIC X(10).
           05  TRAN-KIND               PIC X(01).
               88  TRAN-IS-DEBIT       VALUE 'D'.
               88  TRAN-IS-CREDIT      VALUE 'C'.
           05  TRAN-AMOUNT             PIC S9(09)V99 COMP-3.
           05  TRAN-TEXT               PIC X(30).
