package io.reprise.engine.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one sentence on standard error; the stack trace only where {@code REPRISE_DEBUG=1} asks for it. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    /** What picocli says, as a pattern, and what we say. */
    private static final Map<String, String> PICOCLI_WORDS = Map.of(
            "^Error: ", "",
            "is not an? (int|long)$", "is not a whole number",
            "^Unmatched argument(s?) (at|from) index \\d+: ", "unexpected argument$1 ",
            "^Value for option option ", "the value of ");

    private final PrintWriter err;
    private final boolean debug;

    Failures(PrintWriter err, boolean debug) {
        this.err = err;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        String help = failure.getCommandLine().getCommandSpec().qualifiedName(" ");
        say(usageSentence(failure) + " (" + help + " --help tells more)", failure);
        return BAD_USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        return failure instanceof ParameterException bad ? handleParseException(bad, new String[0]) : report(failure);
    }

    /** Prints one sentence for a failure and returns the exit code that goes with it. */
    int report(Throwable failure) {
        Throwable cause = unwrap(failure);
        say(sentence(cause), failure);
        return cause instanceof IllegalArgumentException ? BAD_USAGE : FAILED;
    }

    /** The one sentence that stands for a failure. */
    static String sentence(Throwable failure) {
        String message = failure.getMessage() == null ? "" : oneLine(failure.getMessage());
        return switch (failure) {
            case NoSuchFileException e -> "no such file or folder: " + e.getFile();
            case FileNotFoundException e -> "cannot open " + message;
            case AccessDeniedException e -> "no permission for " + e.getFile();
            case FileAlreadyExistsException e -> e.getFile() + " already exists";
            case DirectoryNotEmptyException e -> e.getFile() + " is not empty";
            case NotDirectoryException e -> e.getFile() + " is not a folder";
            case FileSystemException e -> message;
            case OutOfMemoryError e ->
                "out of memory (" + message + "); REPRISE_JAVA_OPTS=-Xmx8g, for example, allows more";
            case IOException e when !message.isEmpty() -> message;
            case IllegalArgumentException e when !message.isEmpty() -> message;
            case IllegalStateException e when !message.isEmpty() -> message;
            case ArithmeticException e
            when isOverflow(message) ->
                "a price, a quantity or an amount of money exceeds what eight places can count, 92233720368.54775807"
                        + (message.isEmpty() ? "" : " (" + message + ")");
            case ArithmeticException e -> message;
            default ->
                "unexpected " + failure.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message)
                        + "; REPRISE_DEBUG=1 shows where";
        };
    }

    /** What the JDK's exact arithmetic and our own say when a result does not fit. */
    private static boolean isOverflow(String message) {
        return message.isEmpty() || message.endsWith("overflow") || message.contains("does not fit");
    }

    private static String usageSentence(ParameterException failure) {
        String message = oneLine(failure.getMessage());
        for (Map.Entry<String, String> words : PICOCLI_WORDS.entrySet()) {
            message = message.replaceFirst(words.getKey(), words.getValue());
        }
        return message;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null
                && (inner instanceof UncheckedIOException
                        || inner instanceof ExecutionException
                        || inner instanceof CompletionException
                        || inner instanceof CommandLine.ExecutionException)) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void say(String sentence, Throwable failure) {
        err.println("reprise: " + sentence);
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
