package dev.cao.supervisor;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A model did not answer. What it means is told by the kind, never by the text. */
final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** What went wrong, and what follows from it. */
    enum Kind {
        THROTTLED(true, ""),
        UNAVAILABLE(true, ""),
        NOT_READY(true, ""),
        TIMEOUT(true, ""),
        BROKEN_CONNECTION(true, ""),
        OVERFLOW(false, "The goal or one single answer is longer than the model can take."),
        DENIED(
                false,
                "Give this identity the right to invoke the model, and the account access to it; docs/bedrock.md has"
                        + " the policy."),
        UNKNOWN_MODEL(
                false,
                "Check 'model' and 'region' in the profile: not every model is offered in every region, some only"
                        + " by an inference profile such as 'us.…'."),
        EXPIRED(false, "Log in again (aws sso login, or new keys)."),
        BAD_CREDENTIALS(false, "The service does not accept these keys; check them, and the clock of this machine."),
        NO_CREDENTIALS(
                false,
                "Set AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK;"
                        + " 'aws sso login' if a profile uses SSO."),
        NO_REGION(false, "Set 'region' in the profile, or AWS_REGION."),
        INVALID(false, "The model's service refuses the request as it is; check the model's options in the profile."),
        NO_KEY(false, "Set it to the service's key, or name another variable with 'api_key_env'."),
        BAD_KEY(false, "The service does not accept the key, or not for this model; check it."),
        QUOTA(false, "A quota of the account is used up; ask for more, or choose another model."),
        FAILED(false, "The model's service failed in a way that is not worth another try.");

        private final boolean passing;
        private final String advice;

        Kind(boolean passing, String advice) {
            this.passing = passing;
            this.advice = advice;
        }

        /** Tells whether the same request may well be answered a little later. */
        boolean isPassing() {
            return passing;
        }

        String advice() {
            return advice;
        }

        /** Returns its name in the journal: {@code broken_connection}. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns its name for people. */
        String inWords() {
            return word().replace('_', ' ');
        }
    }

    ModelException(Kind kind, String detail, @org.jspecify.annotations.Nullable Throwable cause) {
        this(kind, detail, Optional.empty(), cause);
    }

    /** @param retryAfter how long the service asks to be left alone */
    ModelException(
            Kind kind,
            String detail,
            Optional<Duration> retryAfter,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
