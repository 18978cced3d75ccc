package dev.cao.supervisor;

import dev.cao.profile.ModelSettings;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvokeAgentResponseHandler;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvokeInlineAgentResponseHandler;

/**
 * An agent of Amazon Bedrock whose action group returns control: AWS keeps the conversation, and each call of the agent
 * comes back here. An inline agent, or one that was made in AWS. Its API exists only for asynchronous clients, so this is
 * the one place that loads netty.
 */
final class AgentModel implements Model {
    private static final String BEARER = "AWS_BEARER_TOKEN_BEDROCK";

    private final String model;
    private final AgentMessages messages;
    private final ModelSettings settings;
    private final AwsCredentialsProvider credentials;
    private final BedrockAgentRuntimeAsyncClient client;

    private AgentModel(
            String model,
            AgentMessages messages,
            ModelSettings settings,
            AwsCredentialsProvider credentials,
            BedrockAgentRuntimeAsyncClient client) {
        this.model = model;
        this.messages = messages;
        this.settings = settings;
        this.credentials = credentials;
        this.client = client;
    }

    /**
     * @param session names the conversation at AWS
     * @throws ModelException NO_REGION, NO_CREDENTIALS
     */
    static AgentModel open(String model, String session, ModelSettings settings, Map<String, String> environment) {
        check(settings, environment);
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        BedrockAgentRuntimeAsyncClientBuilder builder = BedrockAgentRuntimeAsyncClient.builder()
                .region(ConverseModel.region(settings))
                .credentialsProvider(credentials)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .connectionTimeout(ConverseModel.CONNECT)
                        .readTimeout(settings.timeout()))
                .overrideConfiguration(options ->
                        options.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(settings.timeout()));
        settings.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return new AgentModel(
                model, new AgentMessages(model, session, settings), settings, credentials, builder.build());
    }

    /** Finds region and credentials, without a client. */
    static void check(ModelSettings settings, Map<String, String> environment) {
        Region _ = ConverseModel.region(settings);
        if (!environment.containsKey(BEARER)) {
            ConverseModel.resolve(DefaultCredentialsProvider.builder().build());
        }
    }

    @Override
    public String name() {
        return settings.agent().map(agent -> "agent " + agent.id()).orElse(model);
    }

    @Override
    public Answer ask(Request request) throws InterruptedException {
        AgentAnswer answer = new AgentAnswer(messages.priced());
        CompletableFuture<Void> ended =
                settings.agent().isPresent() ? invoke(request, answer) : inline(request, answer);
        try {
            ended.get();
            return answer.whole();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException failure) {
                throw AwsFailures.of(failure, credentials);
            }
            throw new ModelException(ModelException.Kind.FAILED, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            ended.cancel(true);
            throw e;
        }
    }

    private CompletableFuture<Void> inline(Request request, AgentAnswer answer) {
        return client.invokeInlineAgent(
                messages.inline(request),
                InvokeInlineAgentResponseHandler.builder()
                        .subscriber(InvokeInlineAgentResponseHandler.Visitor.builder()
                                .onChunk(chunk -> answer.text(chunk.bytes()))
                                .onReturnControl(
                                        control -> answer.control(control.invocationId(), control.invocationInputs()))
                                .onTrace(part -> answer.trace(part.trace()))
                                .build())
                        .build());
    }

    private CompletableFuture<Void> invoke(Request request, AgentAnswer answer) {
        return client.invokeAgent(
                messages.existing(request),
                InvokeAgentResponseHandler.builder()
                        .subscriber(InvokeAgentResponseHandler.Visitor.builder()
                                .onChunk(chunk -> answer.text(chunk.bytes()))
                                .onReturnControl(
                                        control -> answer.control(control.invocationId(), control.invocationInputs()))
                                .onTrace(part -> answer.trace(part.trace()))
                                .build())
                        .build());
    }

    /** Closing waits some seconds for netty to be quiet, which nobody needs to wait for. */
    @Override
    public void close() {
        Thread.ofVirtual().name("netty-close").start(client::close);
    }
}
