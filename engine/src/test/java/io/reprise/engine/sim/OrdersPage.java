package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of {@code docs/orders.md}, made from {@link OrderRules} and {@link VenueReason}; the rest of it is written by hand. */
final class OrdersPage {
    private static final String BEGIN = "<!-- made by OrdersPage.main -->\n";
    private static final String END = "<!-- end -->\n";
    private static final List<TimeInForce> TIMES = Arrays.stream(TimeInForce.values())
            .filter(time -> time != TimeInForce.NULL_VAL)
            .toList();

    private OrdersPage() {}

    /** The page with its made part made anew. */
    static String text(String page) {
        int from = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, from) + tables() + page.substring(page.indexOf(END));
    }

    private static String tables() {
        StringBuilder text = new StringBuilder("| order |");
        TIMES.forEach(time -> text.append(' ').append(time).append(" |"));
        text.append("\n|---|").append("---|".repeat(TIMES.size())).append('\n');
        for (OrderType type : OrderType.values()) {
            if (type != OrderType.NULL_VAL) {
                row(text, type.toString(), type, ExecFlags.NONE, false, LinkKind.NONE);
            }
        }
        row(text, "LIMIT, iceberg", OrderType.LIMIT, ExecFlags.NONE, true, LinkKind.NONE);
        row(text, "LIMIT, post-only", OrderType.LIMIT, ExecFlags.POST_ONLY, false, LinkKind.NONE);
        row(text, "MARKET, reduce-only", OrderType.MARKET, ExecFlags.REDUCE_ONLY, false, LinkKind.NONE);
        for (LinkKind kind : LinkKind.values()) {
            if (kind != LinkKind.NONE && kind != LinkKind.NULL_VAL) {
                row(text, "LIMIT, " + kind, OrderType.LIMIT, ExecFlags.NONE, false, kind);
            }
        }
        text.append("\n## What the venue says\n\n| code | reason | reports, and when |\n|---|---|---|\n");
        for (VenueReason reason : VenueReason.values()) {
            text.append("| %d | `%s` | %s |%n".formatted(reason.code(), reason, reason.text()));
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, String name, OrderType type, int flags, boolean isIceberg, LinkKind kind) {
        text.append("| ").append(name).append(" |");
        for (TimeInForce time : TIMES) {
            boolean is = OrderRules.combines(type, time, flags, isIceberg, kind);
            text.append(is ? " trades, bars |" : " 24 |");
        }
        text.append('\n');
    }

    /** Writes the page; argument: the file. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.writeString(file, text(Files.readString(file)));
    }
}
