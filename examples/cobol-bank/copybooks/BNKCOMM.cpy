      * COMMAREA BETWEEN THE ONLINE PROGRAMS
           05  CA-FUNCTION             PIC X(04).
           05  CA-TELLER               PIC X(08).
           05  CA-FROM-ACCT            PIC X(10).
           05  CA-TO-ACCT              PIC X(10).
           05  CA-AMOUNT               PIC S9(09)V99 COMP-3.
           05  CA-RESULT               PIC X(02).
               88  CA-OK               VALUE '00'.
               88  CA-NOT-FOUND        VALUE '04'.
               88  CA-REJECTED         VALUE '08'.
