package dev.cao.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads a file as UTF-8 text of a bearable size, or says in one sentence why that is not possible. */
final class SourceFile {
    /** A profile of a megabyte is a mistake, and a parser fed with it may take long. */
    static final int MAX_BYTES = 1 << 20;

    private SourceFile() {}

    /** Returns the text; empty after a complaint at {@code place}, or in the file itself where there is one. */
    static Optional<Source> read(Path path, Place place, Problems problems) {
        Optional<String> unusable = unusable(path);
        if (unusable.isPresent()) {
            problems.add(place, unusable.get());
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return decode(path, bytes, place, problems);
        } catch (AccessDeniedException e) {
            problems.add(place, "may not be read: permission denied; run `chmod u+r " + path + "`");
        } catch (IOException e) {
            problems.add(place, "cannot be read: " + Quoted.of(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** The place of a file that has no text to point into. */
    static Place whole(Path path) {
        return new Source(path, "").start();
    }

    private static Optional<String> unusable(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return Optional.of("is a folder; name a file in it");
            }
            return attributes.isRegularFile()
                    ? Optional.empty()
                    : Optional.of("is not a regular file; write the profile into a file and name that");
        } catch (AccessDeniedException e) {
            return Optional.of("may not be reached: permission denied on the way to it; check its folders");
        } catch (IOException e) {
            return Optional.of("no such file" + Suggestion.sibling(path));
        }
    }

    private static Optional<Source> decode(Path path, byte[] bytes, Place place, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add(place, "is larger than 1 MiB; a profile is a few kilobytes");
            return Optional.empty();
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            problems.add(place, "is UTF-16; save it as UTF-8");
            return Optional.empty();
        }
        for (byte b : bytes) {
            if (b == 0) {
                problems.add(place, "is a binary file (it holds NUL bytes); expected a text file in UTF-8");
                return Optional.empty();
            }
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        Source source = new Source(path, out.flip().toString());
        if (result.isError()) {
            Place bad = source.at(source.text().length(), "");
            problems.add(
                    bad,
                    "the byte 0x%02X is not UTF-8 (Latin-1, or a binary file?); save the file as UTF-8"
                            .formatted(in.get(in.position()) & 0xFF));
            return Optional.empty();
        }
        return Optional.of(source);
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
