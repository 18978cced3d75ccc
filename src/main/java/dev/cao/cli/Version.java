package dev.cao.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this cao, as its build wrote it. */
final class Version {
    static final String CURRENT = read();

    private Version() {}

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }
}
