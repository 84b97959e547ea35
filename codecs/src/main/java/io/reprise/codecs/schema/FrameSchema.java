package io.reprise.codecs.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/** All kinds of frames of this version of the schema. Immutable. */
public final class FrameSchema {
    private static final String RESOURCE = "/sbe/reprise.xml";

    private final int version;
    private final Map<Integer, FrameTemplate> templates;

    FrameSchema(int version, Map<Integer, FrameTemplate> templates) {
        this.version = version;
        this.templates = new TreeMap<>(templates);
    }

    private static final class Current {
        static final FrameSchema SCHEMA = read();
    }

    /** The schema that this build's flyweights come from; read at the first call. */
    public static FrameSchema current() {
        return Current.SCHEMA;
    }

    private static FrameSchema read() {
        try (InputStream in = FrameSchema.class.getResourceAsStream(RESOURCE)) {
            return SchemaReader.read(in);
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException("the schema " + RESOURCE + " in this build cannot be read", e);
        }
    }

    public int version() {
        return version;
    }

    /** The kind of frame with that template id; null when this version knows none. */
    public FrameTemplate template(int id) {
        return templates.get(id);
    }

    /** In order of their ids. */
    public List<FrameTemplate> templates() {
        return List.copyOf(templates.values());
    }
}
