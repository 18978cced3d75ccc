package cobol;

/** The tree holds no COBOL; the message names the folder and says what was looked for. */
public final class NothingToAnalyse extends Exception {
    private static final long serialVersionUID = 1;

    NothingToAnalyse(String message) {
        super(message);
    }
}
