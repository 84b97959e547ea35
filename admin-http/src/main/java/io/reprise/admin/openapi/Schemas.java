package io.reprise.admin.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.OneOf;
import io.reprise.admin.http.Route;
import io.reprise.admin.http.Scalar;
import io.reprise.admin.http.Text;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas (2020-12) of records, each under its own name. Owned by one thread. */
final class Schemas {
    private static final String REF = "#/components/schemas/";
    private static final String OURS = "io.reprise.admin.";
    private static final Map<String, Object> DECIMAL = Map.of(
            "type", "string",
            "pattern", "^-?\\d+(\\.\\d{1,8})?$",
            "description", "An exact decimal.");
    private static final Map<String, Object> TIME = Map.of(
            "type", "string",
            "pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$",
            "description", "ISO-8601 in UTC.");

    private final Map<String, Object> components = new TreeMap<>();
    private final Map<String, Class<?>> named = new TreeMap<>();

    Map<String, Object> components() {
        return components;
    }

    /** The schema of a type, or a reference to it. */
    Map<String, Object> of(Type type) {
        return switch (type) {
            case Route.PageOf page -> page(page.item());
            case ParameterizedType generic
            when generic.getRawType() == List.class ->
                Map.of("type", "array", "items", of(generic.getActualTypeArguments()[0]));
            case ParameterizedType generic
            when generic.getRawType() == Map.class ->
                Map.of("type", "object", "additionalProperties", of(generic.getActualTypeArguments()[1]));
            case Class<?> plain -> ofClass(plain);
            default -> throw new IllegalStateException("no schema for " + type);
        };
    }

    private Map<String, Object> ofClass(Class<?> type) {
        if (type == Dec.class) {
            return DECIMAL;
        } else if (type == Moment.class) {
            return TIME;
        } else if (type == String.class) {
            return Map.of("type", "string");
        } else if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return Map.of("type", "integer", "format", "int64");
        } else if (type == double.class || type == Double.class) {
            return Map.of("type", List.of("number", "null"));
        } else if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (type == Map.class) {
            return Map.of("type", "object");
        } else if (type == Object.class) {
            return Map.of();
        } else if (type.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(value -> ((Enum<?>) value).name())
                            .toList());
        } else if (type.isRecord()) {
            return reference(type);
        }
        throw new IllegalStateException("no schema for " + type);
    }

    private Map<String, Object> page(Type item) {
        String name = (item instanceof Class<?> type ? name(type) : "Value") + "Page";
        if (!components.containsKey(name)) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("items", Map.of("type", "array", "items", of(item)));
            properties.put("next", Map.of("type", List.of("string", "null"), "description", "Cursor of what follows."));
            components.put(name, object(properties, List.of("items", "next")));
        }
        return Map.of("$ref", REF + name);
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = name(type);
        Class<?> known = named.putIfAbsent(name, type);
        if (known != null && known != type) {
            throw new IllegalStateException("two records are called " + name + ": " + known + " and " + type);
        }
        if (known == null) {
            components.put(name, record(type));
        }
        return Map.of("$ref", REF + name);
    }

    private static String name(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.endsWith("View") ? simple.substring(0, simple.length() - "View".length()) : simple;
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        boolean isBody = type.isAnnotationPresent(Body.class);
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = renamed == null ? component.getName() : renamed.value();
            Map<String, Object> schema = new LinkedHashMap<>(
                    component.isAnnotationPresent(Scalar.class) ? scalar(component) : of(component.getGenericType()));
            OneOf oneOf = component.getAnnotation(OneOf.class);
            if (oneOf != null) {
                schema.put("enum", List.of(oneOf.value()));
            }
            Text text = component.getAnnotation(Text.class);
            if (text != null) {
                schema.put("pattern", text.value());
            }
            boolean mayBeNull = component.isAnnotationPresent(Maybe.class) || isForeign(type, component);
            properties.put(name, mayBeNull && !isBody ? nullable(schema) : schema);
            if (!isBody || !mayBeNull) {
                required.add(name);
            }
        }
        return object(properties, required);
    }

    private static Map<String, Object> scalar(RecordComponent component) {
        Map<String, Object> scalar = Map.of("type", List.of("string", "number", "boolean"));
        return component.getType() == Map.class ? Map.of("type", "object", "additionalProperties", scalar) : scalar;
    }

    /** Records of other modules do not say what may be null; what they call by a plain type may not. */
    private static boolean isForeign(Class<?> type, RecordComponent component) {
        Class<?> kind = component.getType();
        return !type.getName().startsWith(OURS) && !kind.isPrimitive() && kind != List.class && !kind.isEnum();
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
            Map<String, Object> either = new LinkedHashMap<>(schema);
            either.put("type", List.of(type, "null"));
            return either;
        }
        return schema.get("type") instanceof List<?> || schema.isEmpty()
                ? schema
                : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
