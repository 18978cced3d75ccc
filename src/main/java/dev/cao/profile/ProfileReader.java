package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads team profiles with all that they refer to: agents, templates, schemas. Reads no environment and keeps nothing
 * between calls; safe for many threads.
 */
public final class ProfileReader {
    private static final Set<String> TEAM_ONLY = Set.of("goal", "supervisor", "workers", "plan", "checks");
    private static final Set<String> AGENT_ONLY =
            Set.of("description", "provider", "model", "instructions", "command", "script", "role", "tools", "env");

    private final List<Path> agentFolders;
    private final ProviderNames providers;

    /**
     * @param agentFolders where agents are looked for after the team profile's own {@code agents} folder and its folder,
     *     in order: usually {@code agents}, {@code .cao/agents}, the user's, and those that come with cao. Folders that do
     *     not exist are passed over
     * @param providers every provider that a worker may name, such as {@code command}, {@code stand-in} and the agent
     *     CLIs; {@code auto}, and the supervisors that are no agent CLI, need not be among them
     */
    public ProfileReader(List<Path> agentFolders, Set<String> providers) {
        this.agentFolders = List.copyOf(agentFolders);
        this.providers = new ProviderNames(providers);
    }

    /**
     * Reads and checks a team profile.
     *
     * @param file YAML, or JSON when its name ends in {@code .json}; problems name it as it is given here
     * @param variables values for templates; {@code goal} among them takes the place of the profile's goal
     * @throws ProfileException with every problem that was found
     */
    public LoadedProfile read(Path file, Map<String, String> variables) {
        Problems problems = new Problems();
        Optional<LoadedProfile> loaded = SourceFile.read(file, SourceFile.whole(file), problems)
                .flatMap(source -> TreeReader.read(source, problems))
                .map(root -> new TeamReader(AgentSearch.beside(file, agentFolders), providers, variables, problems)
                        .read(root));
        problems.throwIfAny();
        return loaded.orElseThrow(() -> new IllegalStateException("no profile and no problem: " + file));
    }

    /**
     * Reads and checks an agent profile on its own.
     *
     * @param file YAML, or Markdown when its name ends in {@code .md}; the agent is named after it
     * @throws ProfileException with every problem that was found
     */
    public LoadedAgent readAgent(Path file) {
        Problems problems = new Problems();
        String name = AgentSearch.nameOf(file);
        if (!AgentFile.isName(name)) {
            problems.add(
                    SourceFile.whole(file),
                    "an agent is named after its file; expected letters, digits, `-` and `_` before the extension");
        }
        var reader = new AgentReader(providers, problems);
        Optional<WorkerProfile> agent = AgentFile.read(name, file, providers, problems)
                .map(read -> {
                    WorkerProfile worker = reader.read(workerName(name), read, read.fields());
                    reader.checkComplete(worker, read.fields());
                    return worker;
                });
        problems.throwIfAny();
        return new LoadedAgent(agent.orElseThrow(), problems.notes());
    }

    /**
     * Reads a file as what it is: a team if it has a key that only teams have, an agent if it has one that only agents
     * have, or is Markdown; else a team.
     *
     * @return what does not hinder but should be told
     * @throws ProfileException with every problem that was found
     */
    public List<Problem> check(Path file, Map<String, String> variables) {
        return isAgent(file) ? readAgent(file).notes() : read(file, variables).notes();
    }

    private static boolean isAgent(Path file) {
        if (file.toString().endsWith(".md")) {
            return true;
        }
        Problems ignored = new Problems();
        Optional<Node> root = SourceFile.read(file, SourceFile.whole(file), ignored)
                .flatMap(source -> TreeReader.read(source, ignored));
        if (root.isEmpty() || !(root.get() instanceof Node.Mapping mapping)) {
            return false;
        }
        List<String> keys = mapping.entries().stream().map(Node.Entry::key).toList();
        return keys.stream().noneMatch(TEAM_ONLY::contains) && keys.stream().anyMatch(AGENT_ONLY::contains);
    }

    /**
     * Returns every agent that can be found, in the order of the search; of several with one name, all but the first are
     * shadowed. Markdown without front matter is passed over.
     *
     * @param profile the team profile to look beside first
     */
    public List<AgentListing> agents(Optional<Path> profile) {
        return new AgentCatalog(providers)
                .list(profile.map(file -> AgentSearch.beside(file, agentFolders))
                        .orElseGet(() -> new AgentSearch(agentFolders, List.of())));
    }

    /** An agent's name may be longer than a worker's; a team then gives the worker a name of its own. */
    private static WorkerName workerName(String agent) {
        return new WorkerName(WorkerName.isValid(agent) ? agent : "agent");
    }
}
