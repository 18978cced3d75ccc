package dev.cao.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a script: JSON, or YAML if the file's name ends so. All errors are told together. */
final class ScriptFile {
    private final List<String> errors = new ArrayList<>();

    private ScriptFile() {}

    /** @throws CaoException if the file cannot be read, or says what no script can say */
    static Script read(Path path) {
        String name = path.toString();
        Object document;
        try {
            String text = Files.readString(path);
            document = name.endsWith(".yaml") || name.endsWith(".yml") ? Yaml.read(text) : JsonText.read(text);
        } catch (JsonReader.Malformed e) {
            throw bad(path, e.what());
        } catch (JsonProcessingException e) {
            throw bad(path, e.getOriginalMessage());
        } catch (IOException e) {
            throw bad(path, e.toString());
        }
        return of(document, path);
    }

    static Script of(@Nullable Object document, Path path) {
        ScriptFile file = new ScriptFile();
        Script script = file.script(new Fields("script", document, file.errors));
        if (!file.errors.isEmpty()) {
            throw bad(path, "\n  " + String.join("\n  ", file.errors));
        }
        return script;
    }

    private Script script(Fields fields) {
        Fields start = fields.child("start");
        long delay = start.number("delay_ms", 0);
        String garbage = start.text("garbage", "");
        boolean trust = start.flag("trust_dialog");
        Fields crash = start.child("crash");
        Manners.Crash startCrash = start.has("crash") ? new Actions(errors).crash(crash) : null;
        start.end();
        boolean silentEscape =
                fields.choice("escape", "told", List.of("told", "silent")).equals("silent");
        Set<String> ignored = new HashSet<>(fields.texts("ignore_signals"));
        if (!Set.of("TERM", "HUP", "INT").containsAll(ignored)) {
            errors.add("script.ignore_signals: only TERM, HUP and INT can be ignored");
        }
        Set<Integer> lostSubmits = new HashSet<>(fields.counts("lost_submits"));
        long late = fields.number("late_dialogs_ms", 0);
        Set<Integer> lostPastes = new HashSet<>(fields.counts("lost_pastes"));
        List<Script.Rule> rules = new ArrayList<>();
        for (Fields rule : fields.children("rules")) {
            rules.add(rule(rule));
        }
        fields.end();
        return new Script(
                new Manners(delay, garbage, startCrash, trust, lostSubmits, lostPastes, ignored, silentEscape, late),
                rules);
    }

    private Script.Rule rule(Fields fields) {
        Script.Match match = new Script.Match.Any();
        if (fields.has("contains")) {
            match = new Script.Match.Contains(fields.text("contains", ""));
        } else if (fields.has("regex")) {
            match = new Script.Match.Matches(pattern(fields));
        }
        int times = (int) fields.number("times", Integer.MAX_VALUE);
        List<Action> actions = new ArrayList<>();
        Actions reader = new Actions(errors);
        if (fields.has("answer")) {
            actions.add(new Action.Answer(fields.text("answer", ""), java.util.Map.of()));
        } else {
            actions.addAll(reader.list(fields, "actions"));
        }
        fields.end();
        return new Script.Rule(match, times, actions);
    }

    private Pattern pattern(Fields fields) {
        try {
            return Pattern.compile(fields.text("regex", ""), Pattern.DOTALL | Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            errors.add(fields.path() + ".regex: " + e.getDescription());
            return Pattern.compile("");
        }
    }

    private static CaoException bad(Path path, String what) {
        return new CaoException(
                ExitStatus.USAGE, "cannot use the script " + path + ": " + what, "docs/stand-in.md describes scripts.");
    }

    /** By itself, so that a JSON script does not load the YAML library. */
    private static final class Yaml {
        static @Nullable Object read(String text) throws JsonProcessingException {
            return new YAMLMapper().readValue(text, Object.class);
        }
    }
}
