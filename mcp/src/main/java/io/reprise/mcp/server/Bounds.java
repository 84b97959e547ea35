package io.reprise.mcp.server;

import io.reprise.research.access.Principal;
import io.reprise.research.store.Json;
import io.reprise.research.workspace.UnknownId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps answers small: an agent reads every character. What does not fit is cut at its longest lists and texts, and the
 * whole is kept for a while under a handle, for its caller to page through. Safe from any thread.
 */
public final class Bounds {
    /** Characters of JSON that an answer has at most. */
    public static final int ANSWER_CHARS_MAX = 24_000;
    /** Characters of a page of what was cut. */
    public static final int PAGE_CHARS = 12_000;

    private static final int KEPT_MAX = 64;
    private static final int WHOLE_CHARS_MAX = 4 << 20;
    private static final int[] LIST_ITEMS = {50, 20, 10, 5, 2, 0};
    private static final int[] TEXT_CHARS = {2_000, 500, 200, 100, 100, 40};
    private static final int HANDLE_BYTES = 9;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(String tokenId, String text) {}

    /** The answer as it is, or cut with a {@code more} that says how to read the rest. */
    public Map<String, Object> fit(Map<String, Object> answer, Principal caller) {
        String whole = Json.text(answer);
        if (whole.length() <= ANSWER_CHARS_MAX) {
            return answer;
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("totalChars", whole.length());
        if (whole.length() <= WHOLE_CHARS_MAX) {
            more.put("handle", keep(whole, caller));
            more.put("read", "read_more with this handle gives the whole answer as JSON text, page by page");
        }
        for (int i = 0; i < LIST_ITEMS.length; i++) {
            Map<String, Object> cut = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : answer.entrySet()) {
                cut.put(entry.getKey(), cut(entry.getValue(), LIST_ITEMS[i], TEXT_CHARS[i]));
            }
            cut.put("more", more);
            if (Json.text(cut).length() <= ANSWER_CHARS_MAX) {
                return cut;
            }
        }
        throw new IllegalStateException("the answer has " + whole.length() + " characters and cannot be cut to "
                + ANSWER_CHARS_MAX + ": ask for less");
    }

    private static Object cut(Object value, int items, int chars) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> cut = new LinkedHashMap<>();
                map.forEach((key, inner) -> cut.put(String.valueOf(key), cut(inner, items, chars)));
                yield cut;
            }
            case List<?> list -> {
                List<Object> cut = new ArrayList<>();
                list.stream().limit(items).forEach(inner -> cut.add(cut(inner, items, chars)));
                yield cut;
            }
            case String text when text.length() > chars -> text.substring(0, chars) + "...";
            case null -> null;
            default -> value;
        };
    }

    private synchronized String keep(String whole, Principal caller) {
        byte[] bytes = new byte[HANDLE_BYTES];
        random.nextBytes(bytes);
        String handle = HexFormat.of().formatHex(bytes);
        kept.put(handle, new Kept(caller.tokenId(), whole));
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
        return handle;
    }

    /** A page of what was kept. */
    public synchronized Map<String, Object> page(String handle, long offset, Principal caller) {
        Kept found = kept.get(handle);
        if (found == null || !found.tokenId().equals(caller.tokenId())) {
            throw new UnknownId("there is no answer under this handle any more: ask again");
        }
        int from = (int) Math.min(offset, found.text().length());
        int to = Math.min(from + PAGE_CHARS, found.text().length());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("text", found.text().substring(from, to));
        page.put("offset", from);
        page.put("nextOffset", to == found.text().length() ? null : to);
        page.put("totalChars", found.text().length());
        return page;
    }
}
