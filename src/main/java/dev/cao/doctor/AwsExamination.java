package dev.cao.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Amazon Bedrock: identity and region, as the SDKs would find them. Without network: whether AWS agrees is not known. */
final class AwsExamination {
    private static final String AREA = "aws";
    private static final Pattern SECTION = Pattern.compile("(?m)^\\s*\\[(?:profile\\s+)?([^\\]]+?)\\s*]");
    private static final Pattern REGION = Pattern.compile("(?m)^\\s*region\\s*=\\s*(\\S+)");

    private final Patient patient;

    AwsExamination(Patient patient) {
        this.patient = patient;
    }

    List<Finding> findings() {
        Optional<String> identity = identity();
        if (identity.isEmpty()) {
            return List.of(Finding.note(
                    AREA,
                    "no AWS identity is set up; needed for models of Amazon Bedrock only",
                    "aws configure sso, or set AWS_BEARER_TOKEN_BEDROCK"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, "identity: " + identity.get()));
        findings.add(region().map(region -> Finding.ok(AREA, "region: " + region))
                .orElse(Finding.warning(AREA, "no region is set", "export AWS_REGION=us-east-1")));
        findings.add(Finding.note(
                AREA,
                "whether this identity may use a model was not asked: that needs the network",
                "cao doctor --profile TEAM.yaml --ask asks the model of that team"));
        return findings;
    }

    /** The order of the SDK's default chain, except that a bearer token for Bedrock comes before everything. */
    private Optional<String> identity() {
        if (!patient.variable("AWS_BEARER_TOKEN_BEDROCK").isEmpty()) {
            return Optional.of("the bearer token in AWS_BEARER_TOKEN_BEDROCK");
        }
        if (!patient.variable("AWS_ACCESS_KEY_ID").isEmpty()) {
            return Optional.of(
                    patient.variable("AWS_SECRET_ACCESS_KEY").isEmpty()
                            ? "AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY, which is not enough"
                            : "the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        String profile = profile();
        for (Path file : List.of(credentials(), config())) {
            if (section(file, profile).isPresent()) {
                return Optional.of("profile '%s' in %s".formatted(profile, file));
            }
        }
        for (String variable : List.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
            if (!patient.variable(variable).isEmpty()) {
                return Optional.of("the role that " + variable + " gives");
            }
        }
        return Optional.empty();
    }

    private Optional<String> region() {
        for (String variable : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
            if (!patient.variable(variable).isEmpty()) {
                return Optional.of(patient.variable(variable) + " (" + variable + ")");
            }
        }
        return section(config(), profile())
                .flatMap(text -> REGION.matcher(text).results().findFirst())
                .map(found -> "%s (profile '%s')".formatted(found.group(1), profile()));
    }

    private String profile() {
        String named = patient.variable("AWS_PROFILE");
        return named.isEmpty() ? "default" : named;
    }

    private Path credentials() {
        return place("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    }

    private Path config() {
        return place("AWS_CONFIG_FILE", "config");
    }

    private Path place(String variable, String name) {
        String named = patient.variable(variable);
        return named.isEmpty() ? patient.home().resolve(".aws").resolve(name) : Path.of(named);
    }

    /** Returns the lines of the section; empty when file or section is not there. */
    private static Optional<String> section(Path file, String name) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException _) {
            return Optional.empty();
        }
        List<MatchResult> heads = SECTION.matcher(text).results().toList();
        for (int i = 0; i < heads.size(); i++) {
            if (heads.get(i).group(1).equals(name)) {
                int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
                return Optional.of(text.substring(heads.get(i).end(), end));
            }
        }
        return Optional.empty();
    }
}
