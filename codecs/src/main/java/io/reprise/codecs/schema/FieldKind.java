package io.reprise.codecs.schema;

/** What a field's bytes mean, by the name of its type in the schema. */
public enum FieldKind {
    /** A whole number; the schema's type says how long and whether it has a sign. */
    INTEGER(""),
    /** IEEE 754, 8 bytes. */
    DOUBLE(""),
    /** A price, quantity or amount of money; the smallest number means none. */
    FIXED("1e-8"),
    /** A funding rate or the like. */
    RATE("1e-12"),
    /** A time. */
    TIME("ns since 1970 UTC"),
    /** A length of time. */
    DURATION("ns"),
    /** A dense id; -1 means none. */
    ID("id"),
    /** One of the type's choices. */
    ENUM(""),
    /** Any of the type's choices, a bit each. */
    SET(""),
    /** ASCII, zeros after it. */
    NAME("ASCII"),
    /** A piece of UTF-8 text; the frame's field {@code length} says how many bytes of it count. */
    TEXT("UTF-8"),
    /** Bytes, a digest for example. */
    BYTES("bytes");

    private final String unit;

    FieldKind(String unit) {
        this.unit = unit;
    }

    /** The unit in a field table; empty where the number is a plain count or key. */
    public String unit() {
        return unit;
    }
}
