package io.reprise.admin.api;

import io.reprise.admin.http.Body;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.OneOf;
import io.reprise.admin.http.Scalar;
import io.reprise.admin.http.Text;
import io.reprise.research.proposal.Action;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command to a session; which fields there are depends on its kind. */
@Body
record CommandBody(
        @OneOf({
            "halt",
            "resume",
            "flatten",
            "cancel-all",
            "reduce-only",
            "flatten-instrument",
            "stop-strategy",
            "start-strategy",
            "order",
            "cancel-order",
            "parameters",
            "kill",
            "clear-kill",
            "limits",
            "halt-strategy",
            "halt-instrument",
            "reduce-only-strategy",
            "reduce-only-instrument",
            "resume-strategy",
            "resume-instrument"
        })
        String kind,

        @Maybe String instrument,
        @Maybe String strategy,

        @Maybe @OneOf({"BUY", "SELL"}) String side,

        @Maybe String type,
        @Maybe @Text(DECIMAL) String qty,
        @Maybe @Text(DECIMAL) String limitPx,
        @Maybe @Text(DECIMAL) String stopPx,
        @Maybe String timeInForce,
        @Maybe Long orderId,
        @Maybe @Scalar Map<String, Object> values) {
    private static final String DECIMAL = "^-?\\d{1,12}(\\.\\d{1,8})?$";

    /** The action that it stands for. */
    Action action() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (Json.plain(this) instanceof Map<?, ?> all) {
            all.forEach((key, value) -> {
                if (value != null && !key.equals("kind")) {
                    arguments.put(String.valueOf(key), value);
                }
            });
        }
        return new Action(kind, arguments);
    }
}
