package io.reprise.research.jobs;

import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jobs on disk: a folder for each, which a restarted side-car reads. Without state of its own. */
final class JobFolder {
    private static final String JOB = "job.json";
    private static final int JOBS_MAX = 2_000;
    private static final long RESULT_BYTES_MAX = 16 << 20;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}-\\d{1,6}");

    private final Path folder;

    JobFolder(Path folder) {
        this.folder = folder;
        PrivateFile.folder(folder);
    }

    Path out(String id) {
        return folder.resolve(id).resolve("out.json");
    }

    Path err(String id) {
        return folder.resolve(id).resolve("err.txt");
    }

    Path lock() {
        return folder.resolve("runner.lock");
    }

    void write(Job job) {
        PrivateFile.write(folder.resolve(job.id()).resolve(JOB), Json.pretty(job));
    }

    Optional<Job> read(String id) {
        Path file = folder.resolve(id).resolve(JOB);
        if (!ID.matcher(id).matches() || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), Job.class));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** All jobs, newest first. */
    List<Job> all() {
        List<Job> jobs = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.map(job -> job.getFileName().toString())
                    .filter(name -> ID.matcher(name).matches())
                    .forEach(id -> read(id).ifPresent(jobs::add));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + folder + ": " + failed.getMessage(), failed);
        }
        jobs.sort(Comparator.comparing(Job::submitted).reversed());
        return jobs.size() <= JOBS_MAX ? jobs : jobs.subList(0, JOBS_MAX);
    }

    /** The answer that a job's command printed. */
    String result(String id) {
        Path file = out(id);
        try {
            if (Files.size(file) > RESULT_BYTES_MAX) {
                throw new IllegalStateException("the result of job " + id + " is above " + RESULT_BYTES_MAX + " bytes");
            }
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the result of job " + id, failed);
        }
    }
}
