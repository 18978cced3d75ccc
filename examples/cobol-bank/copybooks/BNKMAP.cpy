      * SYMBOLIC MAPS OF MAPSET BNKSET
       01  MENUMI.
           02  FILLER                  PIC X(12).
           02  OPTL                    PIC S9(4) COMP.
           02  OPTF                    PIC X.
           02  OPTI                    PIC X(01).
       01  INQMI.
           02  FILLER                  PIC X(12).
           02  ACCTL                   PIC S9(4) COMP.
           02  ACCTF                   PIC X.
           02  ACCTI                   PIC X(10).
       01  INQMO REDEFINES INQMI.
           02  FILLER                  PIC X(15).
           02  BALO                    PIC Z(9)9.99-.
       01  SRCHMI.
           02  FILLER                  PIC X(12).
           02  NAMEL                   PIC S9(4) COMP.
           02  NAMEF                   PIC X.
           02  NAMEI                   PIC X(30).
       01  SIGNMI.
           02  FILLER                  PIC X(12).
           02  USERI                   PIC X(08).
           02  PASSWDI                 PIC X(08).
