>>SOURCE FORMAT IS FREE
*> CALL 'COMMENT1'. EXEC SQL DELETE FROM GHOST END-EXEC.
identification division.
program-id. freeprog.
author. J. O'Hara writes: CALL 'COMMENT2' and PROGRAM-ID. WRONG.
data division.
working-storage section.
01 ws-text pic x(80) value "CALL 'LITERAL1'. GO TO nowhere. ALTER a TO PROCEED TO b".
01 ws-quote pic x(10) value 'it''s. COPY nothing.'.
01 ws-picture pic $$,$$9.99.
copy "sub/Names.CPY".
procedure division.
main-part.
    display "EXEC SQL SELECT * FROM GHOST END-EXEC" *> CALL 'COMMENT3'
    if ws-text = spaces then call "real1" using ws-text else call 'Real2' end-if
    display 'a line that goes far beyond column seventy-two and past eighty too'; call 'FARRIGHT' using ws-text.
    perform loop-part varying ws-number from 1 by 1 until ws-number > 3
    stop run.
loop-part.
    exec sql select name into :ws-name from hr.person p, hr.office, hr.desk d where id = :ws-number end-exec
    if sqlcode not = 0 display 'person. missing' end-if.
