package dev.cao.standin;

/** Without a command or a script: says what it was told. */
final class EchoBrain implements Brain {
    @Override
    public TurnEnd answer(Turn turn) throws InterruptedException {
        String answer = "You said:\n" + turn.text();
        turn.show(answer);
        return TurnEnd.Answered.done(answer);
    }
}
