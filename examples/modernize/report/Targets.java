package report;

import cobol.Statement;
import cobol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The variables an arithmetic statement sets. */
final class Targets {
    private static final Set<String> ENDS = Set.of("REMAINDER", "GIVING");

    private Targets() {}

    static List<String> of(Statement statement) {
        List<Token> operands = switch (statement.verb()) {
            case "COMPUTE" -> computed(statement);
            case "ADD" -> statement.has("GIVING") ? giving(statement) : statement.between("TO", ENDS);
            case "SUBTRACT" -> statement.has("GIVING") ? giving(statement) : statement.between("FROM", ENDS);
            case "MULTIPLY" -> statement.has("GIVING") ? giving(statement) : statement.between("BY", ENDS);
            case "DIVIDE" -> statement.has("GIVING") ? giving(statement) : statement.between("INTO", ENDS);
            default -> List.of();
        };
        return names(operands);
    }

    private static List<Token> giving(Statement statement) {
        return statement.between("GIVING", ENDS);
    }

    private static List<Token> computed(Statement statement) {
        int equals = 1;
        while (equals < statement.words().size()
                && !statement.words().get(equals).isSymbol("=")
                && !statement.words().get(equals).is("EQUAL")) {
            equals++;
        }
        return statement.words().subList(1, equals);
    }

    /** Words outside subscripts and without ROUNDED and qualifiers. */
    private static List<String> names(List<Token> operands) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        boolean qualifier = false;
        for (Token token : operands) {
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            boolean of = token.is("OF") || token.is("IN");
            if (depth == 0 && token.isWord() && !of && !qualifier && !token.is("ROUNDED")) {
                names.add(token.text());
            }
            qualifier = of;
        }
        return names;
    }
}
