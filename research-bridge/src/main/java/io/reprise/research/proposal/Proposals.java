package io.reprise.research.proposal;

import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.access.AccessDenied;
import io.reprise.research.access.Principal;
import io.reprise.research.access.Scope;
import io.reprise.research.jobs.Job;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.JobRequest;
import io.reprise.research.jobs.JobState;
import io.reprise.research.jobs.JobType;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.UnknownId;
import io.reprise.research.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proposals, in files that the processes of a workspace share: an agent's server may propose, the console approve. A proposal
 * is decided once, by somebody else than its proposer, before it expires, and for the very action that its digest names.
 * Safe from any thread.
 */
public final class Proposals {
    public static final long TTL_SECONDS = 600;
    public static final long TTL_SECONDS_MAX = 86_400;

    private static final int OPEN_MAX = 100;
    private static final int KEPT_MAX = 2_000;
    private static final int REASON_CHARS_MAX = 2_000;
    private static final int ID_BYTES = 8;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final Workspace workspace;
    private final Path folder;
    private final NanoClock clock;
    private final JobQueue jobs;
    private final ActionTarget target;
    private final SecureRandom random = new SecureRandom();
    private final List<Consumer<Proposal>> listeners = new CopyOnWriteArrayList<>();

    private Proposals(Workspace workspace, NanoClock clock, JobQueue jobs, ActionTarget target) {
        this.workspace = workspace;
        this.clock = clock;
        this.jobs = jobs;
        this.target = target;
        folder = workspace.sideCar().resolve("proposals");
        PrivateFile.folder(folder);
    }

    /**
     * Opens the proposals of a workspace.
     *
     * @param jobs runs the what-if of a change of parameters, on the proposer's budget
     * @param target takes what is approved
     */
    public static Proposals open(Workspace workspace, NanoClock clock, JobQueue jobs, ActionTarget target) {
        return new Proposals(workspace, clock, jobs, target);
    }

    /** Tells somebody of each proposal that is made or decided here. */
    public void listen(Consumer<Proposal> listener) {
        listeners.add(listener);
    }

    /**
     * Proposes an action.
     *
     * @param reason why, for whoever decides
     * @param ttlSeconds how long it may be approved
     */
    public Proposal propose(String session, Action action, String reason, long ttlSeconds, Principal principal) {
        principal.require(Scope.LIVE_PROPOSE);
        if (ttlSeconds < 1 || ttlSeconds > TTL_SECONDS_MAX) {
            throw new IllegalArgumentException("a proposal can be open for 1 to " + TTL_SECONDS_MAX + " seconds");
        }
        if (reason != null && reason.length() > REASON_CHARS_MAX) {
            throw new IllegalArgumentException("a reason is at most " + REASON_CHARS_MAX + " characters");
        }
        SessionFolder found = workspace.session(session);
        String summary = target.describe(found, action);
        Map<String, Object> whatIf = whatIf(found, action, principal);
        Proposal made = locked(() -> {
            if (list().stream()
                            .filter(proposal -> proposal.state() == ProposalState.OPEN)
                            .count()
                    >= OPEN_MAX) {
                throw new IllegalStateException(OPEN_MAX + " proposals are open already");
            }
            return write(make(found, action, summary, reason, ttlSeconds, whatIf, principal));
        });
        listeners.forEach(listener -> listener.accept(made));
        return made;
    }

    private Proposal make(
            SessionFolder session,
            Action action,
            String summary,
            String reason,
            long ttlSeconds,
            Map<String, Object> whatIf,
            Principal principal) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        long nowNs = clock.epochNs();
        String expires = Times.format(nowNs + ttlSeconds * Times.SECOND_NS);
        return new Proposal(
                id,
                principal.name(),
                principal.tokenId(),
                session.id(),
                action,
                summary,
                reason,
                Times.format(nowNs),
                expires,
                ProposalState.OPEN,
                digest(id, session, action, expires),
                whatIf,
                null,
                null,
                null,
                null,
                null);
    }

    /** Another journal in the same place, of another run, gives another digest. */
    private static String digest(String id, SessionFolder session, Action action, String expires) {
        Map<String, String> journal = JournalManifest.read(session.journal()).properties();
        String run = journal.getOrDefault("runId", "") + journal.getOrDefault("configSha256", "");
        return Json.sha256(List.of(id, session.id(), run, action, expires));
    }

    private Map<String, Object> whatIf(SessionFolder session, Action action, Principal principal) {
        if (!action.kind().equals(Action.PARAMETERS) || jobs == null || !principal.has(Scope.RESEARCH)) {
            return null;
        }
        Object values = action.arguments().get("values");
        if (!(values instanceof Map<?, ?> parameters)) {
            throw new IllegalArgumentException("values must be an object: parameter names and what they become");
        }
        Map<String, Object> request = Map.of("run", session.id(), "parameters", parameters);
        Job job = jobs.submit(new JobRequest(JobType.WHAT_IF, request), principal);
        return Map.of("jobId", job.id());
    }

    /** All that are kept, newest first, each as it is by now. */
    public List<Proposal> list() {
        List<Proposal> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .forEach(id -> read(id).ifPresent(all::add));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + folder + ": " + failed.getMessage(), failed);
        }
        all.sort(Comparator.comparing(Proposal::created).reversed());
        return all.size() <= KEPT_MAX ? all : all.subList(0, KEPT_MAX);
    }

    /** @throws UnknownId when there is no such proposal */
    public Proposal get(String id) {
        return read(id).orElseThrow(() -> new UnknownId(
                "there is no proposal '" + (id != null && id.length() > 40 ? id.substring(0, 40) + "..." : id) + "'"));
    }

    private Optional<Proposal> read(String id) {
        if (id == null || !ID.matcher(id).matches() || !Files.exists(file(id))) {
            return Optional.empty();
        }
        try {
            Proposal stored = Json.read(Files.readString(file(id)), Proposal.class);
            return Optional.of(withDifference(
                    isOver(stored) ? stored.decided(ProposalState.EXPIRED, null, stored.expires()) : stored));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private boolean isOver(Proposal proposal) {
        return proposal.state() == ProposalState.OPEN && clock.epochNs() >= Times.parse(proposal.expires());
    }

    /** What the what-if's job has found, as far as it is. */
    private Proposal withDifference(Proposal proposal) {
        if (proposal.whatIf() == null || jobs == null || proposal.whatIf().containsKey("answer")) {
            return proposal;
        }
        Map<String, Object> shown = new TreeMap<>(proposal.whatIf());
        Job job = jobs.get(String.valueOf(shown.get("jobId")));
        shown.put("state", job.state().name());
        if (job.state() == JobState.DONE) {
            shown.put("answer", Json.map(jobs.result(job.id())));
        } else if (job.error() != null) {
            shown.put("error", job.error());
        }
        return proposal.showing(shown);
    }

    /**
     * Approves a proposal and has it done.
     *
     * @param digest of the proposal that was read: an approval of anything else is refused
     * @throws AccessDenied without the scope, or by its proposer
     * @throws ProposalConflict when it is not open any more, or not what was read
     */
    public Proposal approve(String id, String digest, Principal principal) {
        Proposal approved = decide(id, digest, ProposalState.APPROVED, principal);
        Proposal done;
        try {
            SessionFolder session = workspace.session(approved.session());
            if (!digest(id, session, approved.action(), approved.expires()).equals(approved.digest())) {
                throw new ProposalConflict(
                        "the session '" + session.id() + "' is not the one that this was proposed for");
            }
            done = approved.executed(target.send(session, approved.action(), principal, "proposal-" + id));
        } catch (RuntimeException notTaken) {
            done = approved.failed(workspace.shown(String.valueOf(notTaken.getMessage())));
        }
        Proposal written = done;
        locked(() -> write(written));
        listeners.forEach(listener -> listener.accept(written));
        return written;
    }

    /** Refuses a proposal. */
    public Proposal refuse(String id, String digest, Principal principal) {
        Proposal refused = decide(id, digest, ProposalState.REFUSED, principal);
        listeners.forEach(listener -> listener.accept(refused));
        return refused;
    }

    private Proposal decide(String id, String digest, ProposalState state, Principal principal) {
        principal.require(Scope.LIVE_APPROVE);
        return locked(() -> {
            Proposal now = get(id);
            if (now.proposerId().equals(principal.tokenId())) {
                throw new AccessDenied(
                        AccessDenied.Reason.OWN_PROPOSAL, "who proposes does not decide: another token must");
            }
            if (now.state() != ProposalState.OPEN) {
                throw new ProposalConflict("proposal " + id + " is " + now.state() + ", so it cannot be decided"
                        + (now.state() == ProposalState.EXPIRED ? ": it expired at " + now.expires() : ""));
            }
            if (!now.digest().equals(digest)) {
                throw new ProposalConflict("the digest is not that of proposal " + id + ": read it again");
            }
            return write(now.decided(state, principal.name(), Times.format(clock.epochNs())));
        });
    }

    private Proposal write(Proposal proposal) {
        PrivateFile.write(file(proposal.id()), Json.pretty(proposal));
        return proposal;
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }

    /** One process and one thread at a time. */
    private synchronized Proposal locked(Supplier<Proposal> change) {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            return change.get();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot lock " + folder + ": " + failed.getMessage(), failed);
        }
    }
}
