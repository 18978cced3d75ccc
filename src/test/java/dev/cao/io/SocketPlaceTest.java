package dev.cao.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketPlaceTest {
    @TempDir
    Path directory;

    @Test
    void shortDirectoryIsTakenAndMadePrivate() throws Exception {
        SocketPlace place = SocketPlace.in(directory.resolve("run"), "tmux");

        assertThat(place.socket()).isEqualTo(directory.resolve("run/tmux"));
        assertThat(permissions(place)).isEqualTo("rwx------");
    }

    @Test
    void longDirectoryIsReplacedByAPrivateShortOneThatRemoveTakesAway() throws Exception {
        SocketPlace place = SocketPlace.in(directory.resolve("d".repeat(100)), "tmux");

        assertThat(SocketPlace.fits(place.socket())).isTrue();
        assertThat(permissions(place)).isEqualTo("rwx------");
        Files.createFile(place.socket());
        place.remove();
        assertThat(place.socket().getParent()).doesNotExist();
    }

    @Test
    void limitCountsBytesNotCharacters() {
        assertThat(SocketPlace.fits(Path.of("/" + "x".repeat(102)))).isTrue();
        assertThat(SocketPlace.fits(Path.of("/" + "x".repeat(103)))).isFalse();
        assertThat(SocketPlace.fits(Path.of("/" + "\u00e9".repeat(52)))).isFalse();
    }

    private static String permissions(SocketPlace place) throws Exception {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(place.socket().getParent()));
    }
}
