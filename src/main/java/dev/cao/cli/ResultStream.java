package dev.cao.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Standard output, which remembers why it could not be written: a result that is lost must not look like success. */
final class ResultStream extends PrintStream {
    private final Remembering under;

    private ResultStream(Remembering under) {
        super(under, true, StandardCharsets.UTF_8);
        this.under = under;
    }

    static ResultStream ofThisProcess() {
        return new ResultStream(new Remembering(new FileOutputStream(FileDescriptor.out)));
    }

    /** Returns why something was not written; a reader that has seen enough and closed its pipe is no reason. */
    Optional<String> trouble() {
        flush();
        return under.trouble.map(e -> String.valueOf(e.getMessage())).filter(why -> !why.contains("Broken pipe"));
    }

    private static final class Remembering extends OutputStream {
        private final FileOutputStream to;
        private volatile Optional<IOException> trouble = Optional.empty();

        Remembering(FileOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                to.write(bytes, from, length);
            } catch (IOException e) {
                trouble = trouble.or(() -> Optional.of(e));
                throw e;
            }
        }
    }
}
