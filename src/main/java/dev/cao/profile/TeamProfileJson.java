package dev.cao.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cao.io.Json;
import java.time.DateTimeException;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A team as one JSON text and back, without loss: instructions, templates and schemas are in it. The journal of a run
 * keeps it, so that a resumed run does not depend on files that were edited since. Written by hand over JSON trees:
 * binding by reflection costs a tenth of a second at the start of each run. Safe for many threads.
 */
public final class TeamProfileJson {
    private TeamProfileJson() {}

    /** Returns one line of JSON. */
    public static String write(TeamProfile team) {
        return Json.line(TeamJsonWriter.team(team));
    }

    /**
     * Reads what {@link #write} wrote. Keys that a newer cao has added are passed over.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static TeamProfile read(String json) {
        try {
            return TeamJsonReader.team(Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a team as JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException | NoSuchElementException e) {
            throw new IllegalArgumentException("not a team as JSON: " + e.getMessage(), e);
        }
    }

    /** Reads the prices alone; none, where the text has none. */
    public static Map<String, Price> prices(String json) {
        try {
            return ModelJson.prices(Json.MAPPER.readTree(json).path("prices"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a team as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
