package dev.cao.supervisor;

import dev.cao.supervisor.ModelException.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of the AWS SDK means for a conversation. Told by types and error codes; one text, where there is no code. */
final class AwsFailures {
    /**
     * Bedrock has no code for "too long": it is a ValidationException like any other. These are the words of the models
     * that are known.
     */
    private static final List<String> TOO_LONG = List.of(
            "too long",
            "too many input tokens",
            "context length",
            "context window",
            "maximum context",
            "exceeds the maximum number of tokens",
            "input token count");

    private AwsFailures() {}

    /** @param credentials asked once more where the failure names no cause: they may have run out meanwhile */
    static ModelException of(SdkException e, AwsCredentialsProvider credentials) throws InterruptedException {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            throw (InterruptedException) new InterruptedException("the request was stopped").initCause(e);
        }
        return switch (e) {
            case AwsServiceException service -> ofService(service);
            case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
                new ModelException(Kind.TIMEOUT, "no answer in time", e);
            default -> ofClient(e, credentials);
        };
    }

    private static ModelException ofService(AwsServiceException e) {
        boolean detailed = e.awsErrorDetails() != null;
        String code = detailed ? String.valueOf(e.awsErrorDetails().errorCode()) : "";
        String text = detailed && e.awsErrorDetails().errorMessage() != null
                ? e.awsErrorDetails().errorMessage()
                : "HTTP status " + e.statusCode();
        Kind kind = switch (code) {
            case "ThrottlingException", "TooManyRequestsException" -> Kind.THROTTLED;
            case "ModelNotReadyException" -> Kind.NOT_READY;
            case "ModelTimeoutException", "RequestTimeoutException" -> Kind.TIMEOUT;
            case "ServiceUnavailableException",
                    "InternalServerException",
                    "ModelErrorException",
                    "DependencyFailedException",
                    "BadGatewayException",
                    "ConflictException" -> Kind.UNAVAILABLE;
            case "AccessDeniedException" -> Kind.DENIED;
            case "ExpiredTokenException", "ExpiredToken" -> Kind.EXPIRED;
            case "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "InvalidClientTokenId" -> Kind.BAD_CREDENTIALS;
            case "ResourceNotFoundException" -> Kind.UNKNOWN_MODEL;
            case "ServiceQuotaExceededException" -> Kind.QUOTA;
            case "ValidationException" -> isTooLong(text) ? Kind.OVERFLOW : Kind.INVALID;
            default -> ofStatus(e.statusCode());
        };
        return new ModelException(kind, text, retryAfter(e), e);
    }

    private static Kind ofStatus(int status) {
        if (status >= 500) {
            return Kind.UNAVAILABLE;
        }
        return switch (status) {
            case 401 -> Kind.BAD_CREDENTIALS;
            case 403 -> Kind.DENIED;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 408 -> Kind.TIMEOUT;
            case 413 -> Kind.OVERFLOW;
            case 429 -> Kind.THROTTLED;
            default -> Kind.FAILED;
        };
    }

    static boolean isTooLong(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        return TOO_LONG.stream().anyMatch(lower::contains);
    }

    private static Optional<Duration> retryAfter(AwsServiceException e) {
        if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
            return Optional.empty();
        }
        return e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .flatMap(RetryAfter::read);
    }

    private static ModelException ofClient(SdkException e, AwsCredentialsProvider credentials) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new ModelException(Kind.TIMEOUT, String.valueOf(cause.getMessage()), e);
            }
            if (cause instanceof IOException) {
                return new ModelException(Kind.BROKEN_CONNECTION, said(cause), e);
            }
        }
        try {
            var _ = credentials.resolveCredentials();
            return new ModelException(Kind.FAILED, said(e), e);
        } catch (SdkClientException | AwsServiceException none) {
            return new ModelException(Kind.NO_CREDENTIALS, said(none), e);
        }
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
