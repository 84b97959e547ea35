package io.reprise.research.command;

import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;

/** The command line as a user meets it, in this process. */
final class Cli {
    /**
     * What came of a command.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Answer(int code, String out, String err) {}

    private Cli() {}

    static Answer run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                ServiceLoader.load(CommandProvider.class),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                args);
        return new Answer(code, out.toString(), err.toString());
    }

    /** Runs what must succeed and gives its standard output. */
    static String ok(String... args) {
        Answer answer = run(args);
        if (answer.code() != 0) {
            throw new AssertionError(String.join(" ", args) + " ended with " + answer.code() + ": " + answer.err());
        }
        return answer.out();
    }
}
