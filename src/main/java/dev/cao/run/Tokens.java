package dev.cao.run;

import dev.cao.domain.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets by which workers and a supervisor that is an agent are known: 256 random bits for each incarnation, so that a call of a lost incarnation is
 * refused. They are in the worker's environment and nowhere in arguments, logs or journal. Safe for many threads.
 */
final class Tokens {
    private final SecureRandom random = new SecureRandom();
    private final Map<Address, Issued> issued = new ConcurrentHashMap<>();

    private record Issued(String token, int incarnation) {}

    /** Returns the token of that incarnation; the one of an earlier incarnation ends. */
    String issue(Address worker, int incarnation) {
        return issued.compute(
                        worker,
                        (_, old) -> old != null && old.incarnation() == incarnation
                                ? old
                                : new Issued(fresh(), incarnation))
                .token();
    }

    /** Takes the token of a living incarnation up again; without its file, that incarnation stays refused. */
    void restore(Address worker, int incarnation, Path file) {
        try {
            issued.put(worker, new Issued(Files.readString(file).strip(), incarnation));
        } catch (IOException _) {
            issued.remove(worker);
        }
    }

    private String fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns whose token this is. Takes the same time for every token. */
    Optional<Address> owner(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        Optional<Address> owner = Optional.empty();
        for (Map.Entry<Address, Issued> entry : issued.entrySet()) {
            if (MessageDigest.isEqual(given, entry.getValue().token().getBytes(StandardCharsets.UTF_8))) {
                owner = Optional.of(entry.getKey());
            }
        }
        return owner;
    }
}
