package io.reprise.research.proof;

import io.reprise.engine.domain.Derived;
import io.reprise.engine.pipeline.DigestSink;
import io.reprise.engine.pipeline.FrameBatch;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One place that can change: a field that is not final, or an element of an array. All those of an object graph are found
 * by reflection, fields marked {@link Derived} left out.
 *
 * @param name class and field
 * @param holder the object with the field, or the array
 * @param field null for an element
 * @param index of the element
 */
record Spot(String name, Object holder, Field field, int index) {
    /** What was said and is on its way out is no state: it is flushed before a snapshot is taken. */
    private static final Set<Class<?>> OUTPUT = Set.of(FrameBatch.class, DigestSink.class);

    /** Every place below an object, always in the same order. */
    static List<Spot> below(Object root) {
        List<Spot> spots = new ArrayList<>();
        walk("", root, new IdentityHashMap<>(), spots);
        return spots;
    }

    private static void walk(String name, Object object, Map<Object, Object> visited, List<Spot> spots) {
        if (object == null || visited.put(object, object) != null) {
            return;
        }
        if (object instanceof List<?> list) {
            list.forEach(element -> walk(name, element, visited, spots));
        } else if (object instanceof Object[] array) {
            List.of(nonNull(array)).forEach(element -> walk(name, element, visited, spots));
        } else if (object.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                spots.add(new Spot(name, object, null, i));
            }
        } else if (isOurs(object.getClass())) {
            for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    visit(object, field, visited, spots);
                }
            }
        }
    }

    private static Object[] nonNull(Object[] array) {
        return Arrays.stream(array).filter(Objects::nonNull).toArray();
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.reprise.")
                && !type.getName().startsWith("io.reprise.codecs.")
                && !OUTPUT.contains(type)
                && !type.isEnum()
                && !type.isHidden();
    }

    private static void visit(Object object, Field field, Map<Object, Object> visited, List<Spot> spots) {
        if (Modifier.isStatic(field.getModifiers()) || field.isAnnotationPresent(Derived.class)) {
            return;
        }
        field.setAccessible(true);
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        Class<?> type = field.getType();
        if (type.isPrimitive() || type.isEnum()) {
            if (!Modifier.isFinal(field.getModifiers())) {
                spots.add(new Spot(name, object, field, -1));
            }
        } else {
            walk(name, read(object, field), visited, spots);
        }
    }

    private static Object read(Object object, Field field) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isElement() {
        return field == null;
    }

    Object value() {
        return isElement() ? Array.get(holder, index) : read(holder, field);
    }

    void set(Object value) {
        try {
            if (isElement()) {
                Array.set(holder, index, value);
            } else {
                field.set(holder, value);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts another value there. */
    void change() {
        set(
                switch (value()) {
                    case Boolean flag -> !flag;
                    case Byte number -> (byte) (number + 1);
                    case Integer number -> number + 1;
                    case Long number -> number + 1;
                    case Double number -> Double.isNaN(number) ? 1 : number + 1;
                    case Enum<?> constant -> {
                        Object[] all = constant.getDeclaringClass().getEnumConstants();
                        yield all[(constant.ordinal() + 1) % all.length];
                    }
                    case null -> field.getType().getEnumConstants()[0];
                    case Object other -> throw new IllegalStateException(name + " holds " + other);
                });
    }

    @Override
    public String toString() {
        return isElement() ? name + "[" + index + "]" : name;
    }
}
