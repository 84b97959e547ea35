package io.reprise.codecs.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/** All kinds of frames, each as the newest version that changed it has it. Immutable. */
public final class FrameSchema {
    /** Version by version: what a later one made longer stands in its own file. */
    private static final List<String> RESOURCES = List.of("/sbe/reprise.xml", "/sbe/reprise-2.xml");

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
        int version = 0;
        Map<Integer, FrameTemplate> templates = new TreeMap<>();
        for (String resource : RESOURCES) {
            try (InputStream in = FrameSchema.class.getResourceAsStream(resource)) {
                FrameSchema one = SchemaReader.read(in);
                version = one.version;
                templates.putAll(one.templates);
            } catch (IOException | XMLStreamException e) {
                throw new IllegalStateException("the schema " + resource + " in this build cannot be read", e);
            }
        }
        return new FrameSchema(version, templates);
    }

    /** The newest version. */
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
