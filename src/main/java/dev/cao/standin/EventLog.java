package dev.cao.standin;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.JsonText;
import dev.cao.io.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's event log: one JSON object per line, appended and handed to the kernel before anybody reacts to it. Each
 * line has {@code seq} (one more than the line before, also over a resume), {@code at}, {@code event}, {@code session},
 * then the fields of {@link AgentEvent}. Used by the agent's loop only.
 */
final class EventLog implements AutoCloseable {
    private final FileChannel file;
    private final Path path;
    private final String session;
    private final Time time;
    private long seq;

    private EventLog(FileChannel file, Path path, String session, Time time, long seq) {
        this.file = file;
        this.path = path;
        this.session = session;
        this.time = time;
        this.seq = seq;
    }

    /** Opens the log for appending, as a new 0600 file unless it is there. */
    static EventLog open(Path path, String session, Time time, EventHistory history) {
        try {
            FileChannel file = openFile(path);
            if (history.endsInTheMiddleOfALine()) {
                file.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            return new EventLog(file, path, session, time, history.lastSeq());
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** Appends the event and returns the line, without its end, as it is in the file. */
    String append(AgentEvent event) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("seq", ++seq);
        line.put("at", UtcTime.format(time.now().toEpochMilli()));
        line.put("event", event.name());
        line.put("session", session);
        line.putAll(event.fields());
        String json = JsonText.write(line);
        ByteBuffer bytes = ByteBuffer.wrap((json + '\n').getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
        return json;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // Every line was written by a call of its own; there is nothing left that could be lost.
            return;
        }
    }

    private static FileChannel openFile(Path path) throws IOException {
        Set<OpenOption> create =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        EnumSet<PosixFilePermission> mine = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try {
            return FileChannel.open(path, create, PosixFilePermissions.asFileAttribute(mine));
        } catch (FileAlreadyExistsException _) {
            Files.setPosixFilePermissions(path, mine);
            return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
    }

    private static CaoException cannotWrite(Path path, IOException e) {
        return new CaoException(
                ExitStatus.USAGE,
                "cannot write the event log " + path + ": " + reason(e),
                "Name another file with --events FILE.",
                e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
