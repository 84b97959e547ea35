package io.reprise.codecs;

import io.reprise.codecs.Schema.Field;
import io.reprise.codecs.Schema.Template;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Writes and reads frames through the generated flyweights, each field as text. */
final class Frames {
    private Frames() {}

    /** Encodes a frame with its header; every field of the template must have a text. */
    static byte[] encode(Template template, Map<String, String> values) throws ReflectiveOperationException {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(128);
        Class<?> type = Class.forName("io.reprise.codecs." + template.name() + "Encoder");
        Object encoder = type.getConstructor().newInstance();
        type.getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, MessageHeaderEncoder.class)
                .invoke(encoder, buffer, 0, new MessageHeaderEncoder());
        for (Field field : template.fields()) {
            put(encoder, field, values.get(field.name()));
        }
        byte[] bytes = new byte[MessageHeaderDecoder.ENCODED_LENGTH + template.length()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** Decodes every field of a frame that lies at an offset, by the block length and version of its own header. */
    static Map<String, String> decode(Template template, DirectBuffer buffer, int offset)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.reprise.codecs." + template.name() + "Decoder");
        Object decoder = type.getConstructor().newInstance();
        type.getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, MessageHeaderDecoder.class)
                .invoke(decoder, buffer, offset, new MessageHeaderDecoder());
        Map<String, String> values = new TreeMap<>();
        for (Field field : template.fields()) {
            values.put(field.name(), get(decoder, field));
        }
        return values;
    }

    private static void put(Object encoder, Field field, String text) throws ReflectiveOperationException {
        Token token = field.token();
        if (token.signal() == Signal.BEGIN_SET) {
            Object set = encoder.getClass().getMethod(field.name()).invoke(encoder);
            set.getClass().getMethod("clear").invoke(set);
            for (String choice : text.isEmpty() ? new String[0] : text.split(",")) {
                set.getClass().getMethod(choice, boolean.class).invoke(set, true);
            }
        } else if (token.arrayLength() > 1 && token.encoding().primitiveType() != PrimitiveType.CHAR) {
            encoder.getClass()
                    .getMethod("put" + capitalized(field.name()), byte[].class, int.class, int.class)
                    .invoke(encoder, HexFormat.of().parseHex(text), 0, token.arrayLength());
        } else {
            Method setter = setter(encoder.getClass(), field.name());
            setter.invoke(encoder, value(setter.getParameterTypes()[0], text));
        }
    }

    private static String get(Object decoder, Field field) throws ReflectiveOperationException {
        Token token = field.token();
        if (token.signal() != Signal.BEGIN_SET
                && token.arrayLength() > 1
                && token.encoding().primitiveType() != PrimitiveType.CHAR) {
            byte[] bytes = new byte[token.arrayLength()];
            decoder.getClass()
                    .getMethod("get" + capitalized(field.name()), byte[].class, int.class, int.class)
                    .invoke(decoder, bytes, 0, bytes.length);
            return HexFormat.of().formatHex(bytes);
        }
        Object value = decoder.getClass().getMethod(field.name()).invoke(decoder);
        return token.signal() == Signal.BEGIN_SET ? choices(token.name(), value) : value.toString();
    }

    /** Empty too for a set that the frame's version does not have. */
    private static String choices(String type, Object set) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (Token token : Schema.type(type)) {
            boolean isChoice = token.signal() == Signal.CHOICE;
            if (set != null
                    && isChoice
                    && (boolean) set.getClass().getMethod(token.name()).invoke(set)) {
                names.add(token.name());
            }
        }
        return String.join(",", names);
    }

    private static Method setter(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals(name) && parameters.length == 1 && parameters[0] != CharSequence.class) {
                return method;
            }
        }
        throw new AssertionError(type.getSimpleName() + " cannot set " + name);
    }

    private static Object value(Class<?> type, String text) throws ReflectiveOperationException {
        if (type.isEnum()) {
            return type.getMethod("valueOf", String.class).invoke(null, text);
        }
        return switch (type.getSimpleName()) {
            case "byte" -> Byte.valueOf(text);
            case "short" -> Short.valueOf(text);
            case "int" -> Integer.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "String" -> text;
            default -> throw new AssertionError("no way to read a " + type);
        };
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
