      * DCLGEN TABLE(BANK.ACCOUNT)
           EXEC SQL DECLARE BANK.ACCOUNT TABLE
             ( ACCT_NO    CHAR(10)      NOT NULL,
               CUST_NO    CHAR(8)       NOT NULL,
               ACCT_TYPE  CHAR(2)       NOT NULL,
               BALANCE    DECIMAL(13,2) NOT NULL,
               RATE_CODE  CHAR(3)       NOT NULL )
           END-EXEC.
       01  DCLACCOUNT.
           10  HV-ACCT-NO              PIC X(10).
           10  HV-CUST-NO              PIC X(08).
           10  HV-ACCT-TYPE            PIC X(02).
           10  HV-BALANCE              PIC S9(11)V99 COMP-3.
           10  HV-RATE-CODE            PIC X(03).
