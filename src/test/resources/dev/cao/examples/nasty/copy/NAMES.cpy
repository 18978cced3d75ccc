       01  WS-NAME PIC X(20).
       01  WS-NUMBER PIC 9(4).
