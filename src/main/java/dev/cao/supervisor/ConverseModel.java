package dev.cao.supervisor;

import dev.cao.profile.ModelSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;

/**
 * A model of Amazon Bedrock by the Converse API. Credentials, region and endpoint come from the AWS SDK's own chains where
 * the profile says nothing. The SDK's retries are off: each failure is told and recorded by the conversation's own.
 */
final class ConverseModel implements Model {
    static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String BEARER = "AWS_BEARER_TOKEN_BEDROCK";

    private final String model;
    private final ConverseMessages messages;
    private final AwsCredentialsProvider credentials;
    private final BedrockRuntimeClient client;

    private ConverseModel(
            String model, ConverseMessages messages, AwsCredentialsProvider credentials, BedrockRuntimeClient client) {
        this.model = model;
        this.messages = messages;
        this.credentials = credentials;
        this.client = client;
    }

    /**
     * Finds region and credentials, and connects to nothing yet.
     *
     * @param environment of this process: whether it has a bearer token
     * @throws ModelException NO_REGION, NO_CREDENTIALS
     */
    static ConverseModel open(String model, ModelSettings settings, Map<String, String> environment) {
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        Region region = region(settings);
        if (!environment.containsKey(BEARER)) {
            resolve(credentials);
        }
        BedrockRuntimeClientBuilder builder = BedrockRuntimeClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(settings.timeout()))
                .overrideConfiguration(options ->
                        options.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(settings.timeout()));
        settings.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return new ConverseModel(model, new ConverseMessages(model, settings), credentials, builder.build());
    }

    static Region region(ModelSettings settings) {
        if (settings.region().isPresent()) {
            return Region.of(settings.region().get());
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new ModelException(ModelException.Kind.NO_REGION, "no AWS region is set", e);
        }
    }

    static void resolve(AwsCredentialsProvider credentials) {
        try {
            var _ = credentials.resolveCredentials();
        } catch (SdkException e) {
            throw new ModelException(ModelException.Kind.NO_CREDENTIALS, "the AWS SDK found no credentials", e);
        }
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public Answer ask(Request request) throws InterruptedException {
        try {
            return messages.answer(client.converse(messages.request(request)));
        } catch (SdkException e) {
            throw AwsFailures.of(e, credentials);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
