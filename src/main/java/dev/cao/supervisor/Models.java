package dev.cao.supervisor;

import static java.util.Objects.requireNonNull;

import dev.cao.profile.PriceList;
import dev.cao.profile.SupervisorProfile;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.Toolbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The supervisors that are models. Nothing of a service's own library is loaded before its provider is named here. */
public final class Models {
    private static final String BEDROCK = "bedrock";
    private static final String BEDROCK_AGENT = "bedrock-agent";
    private static final String OPENAI = "openai";
    private static final Set<String> PROVIDERS = Set.of(BEDROCK, BEDROCK_AGENT, OPENAI);

    private Models() {}

    /**
     * What a model is to do.
     *
     * @param run names the conversation where a service keeps it
     * @param instructions who it is, what its team is, what the profile says
     */
    public record Brief(String run, String goal, String instructions, List<ToolDescription> tools) {
        public Brief {
            requireNonNull(run, "run is null");
            requireNonNull(goal, "goal is null");
            requireNonNull(instructions, "instructions is null");
            tools = List.copyOf(tools);
        }
    }

    public static boolean has(String provider) {
        return PROVIDERS.contains(provider);
    }

    /**
     * Returns why this supervisor cannot be used here, and what to do; empty when it can, as far as that shows without
     * asking its model.
     *
     * @param environment of this process
     */
    public static Optional<String> obstacle(SupervisorProfile profile, Map<String, String> environment) {
        boolean existing = profile.provider().equals(BEDROCK_AGENT)
                && profile.settings().agent().isPresent();
        if (profile.model().isEmpty() && !existing) {
            return Optional.of("the supervisor '%s' needs a 'model' in the profile".formatted(profile.provider()));
        }
        try {
            if (profile.provider().equals(BEDROCK_AGENT)) {
                AgentModel.check(profile.settings(), environment);
            } else {
                open(profile, "", environment).close();
            }
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of("supervisor '%s': %s. %s"
                    .formatted(profile.provider(), e.detail(), e.kind().advice()));
        }
    }

    /**
     * Asks the model of this supervisor for one word, with cao's tools, which costs about a cent.
     *
     * @return why it does not answer, and what to do; empty when it does
     */
    public static Optional<String> trial(SupervisorProfile profile, Map<String, String> environment)
            throws InterruptedException {
        List<Content> question = List.of(new Content.Text("Are you there? Answer with one word, and call no tool."));
        try (Model model = open(profile, "doctor", environment)) {
            var _ = model.ask(new Model.Request(
                    1,
                    "You are asked for a trial.",
                    ToolCatalog.all(),
                    List.of(new Model.Turn(false, question)),
                    0,
                    false));
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of("%s. %s".formatted(e.detail(), e.kind().advice()));
        }
    }

    /** Returns the supervisor, which holds its connection only while it pursues. */
    public static Supervisor supervisor(
            SupervisorProfile profile,
            Brief brief,
            Dialogue dialogue,
            PriceList prices,
            Map<String, String> environment,
            Supplier<Instant> now) {
        return toolbox -> pursue(
                open(profile, brief.run(), environment),
                brief,
                dialogue,
                Persistence.of(profile.settings().patience()),
                prices,
                now,
                toolbox);
    }

    static void pursue(
            Model opened,
            Brief brief,
            Dialogue dialogue,
            Persistence persistence,
            PriceList prices,
            Supplier<Instant> now,
            Toolbox toolbox)
            throws InterruptedException {
        try (Model model = opened) {
            Asking asking = new Asking(model, brief.instructions(), brief.tools(), dialogue, persistence, prices, now);
            new ModelSupervisor(brief.goal(), dialogue, asking).pursue(toolbox);
        }
    }

    private static Model open(SupervisorProfile profile, String run, Map<String, String> environment) {
        String model = profile.model().orElse("");
        return switch (profile.provider()) {
            case BEDROCK -> ConverseModel.open(model, profile.settings(), environment);
            case BEDROCK_AGENT -> AgentModel.open(model, run, profile.settings(), environment);
            case OPENAI -> OpenAiModel.open(model, profile.settings(), environment);
            default -> throw new IllegalArgumentException("no model provider: " + profile.provider());
        };
    }
}
