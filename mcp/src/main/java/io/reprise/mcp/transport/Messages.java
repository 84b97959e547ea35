package io.reprise.mcp.transport;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON-RPC messages as text. Without state. */
final class Messages {
    /** A message has at most so many bytes. */
    static final int BYTES_MAX = 256 << 10;

    static final McpJsonMapper JSON = McpJsonDefaults.getMapper();

    static final List<String> VERSIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private Messages() {}

    /** A text that is no message: what is wrong, by the protocol's code. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;

        Malformed(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static JSONRPCMessage parse(String text) throws Malformed {
        Map<?, ?> map;
        try {
            map = JSON.readValue(text, Map.class);
        } catch (IOException | RuntimeException notJson) {
            throw new Malformed(McpSchema.ErrorCodes.PARSE_ERROR, "the message is not a JSON object");
        }
        boolean isMessage = map != null
                && McpSchema.JSONRPC_VERSION.equals(map.get("jsonrpc"))
                && (map.get("method") instanceof String || map.containsKey("result") || map.containsKey("error"));
        Object id = map == null ? null : map.get("id");
        boolean isId = id == null || id instanceof String name && name.length() <= 128 || id instanceof Integer || id instanceof Long;
        if (!isMessage || !isId) {
            throw new Malformed(McpSchema.ErrorCodes.INVALID_REQUEST, "the message is not JSON-RPC 2.0");
        }
        try {
            return McpSchema.deserializeJsonRpcMessage(JSON, text);
        } catch (IOException | RuntimeException notOne) {
            throw new Malformed(McpSchema.ErrorCodes.INVALID_REQUEST, "the message is not JSON-RPC 2.0");
        }
    }

    /** An error that answers no request that could be read. */
    static String error(Object id, int code, String sentence) {
        try {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("jsonrpc", McpSchema.JSONRPC_VERSION);
            answer.put("id", id);
            answer.put("error", Map.of("code", code, "message", sentence));
            return JSON.writeValueAsString(answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One line. */
    static String text(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
