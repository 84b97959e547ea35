package io.reprise.engine.risk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/reasons.md}, made from {@link Reason} and {@link Limit}. */
final class ReasonsPage {
    private static final String HEAD = """
            # Reasons and limits

            Made from `engine`'s `Reason` and `Limit` by `ReasonsPage.main` of the test tree of `engine` (argument: this file); a
            test holds this page to the code. How the rules work and in which order they are asked is told in [risk](risk.md).

            ## Reasons

            Every intent gets one verdict, journaled with its reason and the two numbers that decided: what the rule looked at
            and what that was held against. A code is never used for another reason. *Denied* is the word of our own risk; what the
            venue rejects has reasons of its own.

            | code | reason | what it says | the numbers count |
            |---|---|---|---|
            """;

    private ReasonsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Reason reason : Reason.values()) {
            page.append("| %d | `%s` | %s | %s |%n"
                    .formatted(
                            reason.code(),
                            reason,
                            reason.text(),
                            reason == Reason.NONE ? "" : reason.unit().text()));
        }
        page.append("""

                ## Limits

                Keys as in `--limit KEY=VALUE` and in the `limits` command; the basic ones have options of their own in `backtest`
                and stand here by the name that the command takes. Behind a point stands whom a limit holds; that goes before
                what is said for all.

                | key | may hold | limits |
                |---|---|---|
                """);
        for (Limit limit : Limit.values()) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(
                            limit.key(),
                            limit.isBasic()
                                    ? "the account; basic"
                                    : switch (limit.scope()) {
                                        case ACCOUNT -> "the account";
                                        case INSTRUMENT -> "all instruments, or `." + "NAME` of one";
                                        case ASSET_CLASS ->
                                            "all classes, or `.CRYPTO`, `.EQUITY`, `.COMMODITY`, `.FX`, `.INDEX`";
                                        case SECTOR -> "all sectors, or `.NAME` of one";
                                    },
                            limit.text()));
        }
        return page.toString().replace("\r\n", "\n");
    }

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), text());
    }
}
