package io.reprise.research.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a DBN file says before its records: here only which symbol an instrument id stands for on which days. Versions 1
 * to 3 (databento.com/docs/standards-and-conventions/databento-binary-encoding).
 */
final class DbnMetadata {
    private static final int VERSION_MAX = 3;
    private static final int PREFIX_BYTES = 8;
    private static final int FIXED_BYTES = 100;
    private static final int LENGTH_MAX = 64 << 20;
    private static final int SYMBOL_BYTES_V1 = 22;
    private static final int STYPE_IN_AT_V1 = 50;
    private static final int STYPE_IN_AT = 42;
    private static final int STYPE_INSTRUMENT_ID = 0;
    private static final int COUNT_MAX = 1_000_000;

    /** Days as yyyyMMdd, the last one exclusive. */
    private record Interval(int fromDay, int toDay, String symbol) {}

    private final Map<Long, List<Interval>> symbols = new HashMap<>();

    private DbnMetadata() {}

    /**
     * Reads on to the first record.
     *
     * @throws IngestException when this is no DBN, or of a version that is not known
     */
    static DbnMetadata read(InputStream in, String source) throws IOException {
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        boolean isDbn = prefix.length == PREFIX_BYTES && prefix[0] == 'D' && prefix[1] == 'B' && prefix[2] == 'N';
        if (!isDbn || prefix[3] < 1 || prefix[3] > VERSION_MAX) {
            throw new IngestException(source + " is not DBN of version 1 to " + VERSION_MAX
                    + ", which begins with 'DBN' and the version");
        }
        int length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        byte[] bytes = length < FIXED_BYTES || length > LENGTH_MAX ? new byte[0] : in.readNBytes(length);
        try {
            DbnMetadata metadata = new DbnMetadata();
            metadata.parse(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), prefix[3]);
            return metadata;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cut) {
            throw new IngestException(source + " has DBN metadata that is cut or broken", cut);
        }
    }

    private void parse(ByteBuffer in, int version) {
        int stypeInAt = version == 1 ? STYPE_IN_AT_V1 : STYPE_IN_AT;
        boolean isById = in.get(stypeInAt) == STYPE_INSTRUMENT_ID;
        int symbolBytes = version == 1 ? SYMBOL_BYTES_V1 : in.getShort(stypeInAt + 3) & 0xFFFF;
        in.position(FIXED_BYTES);
        int definitionBytes = count(in);
        in.position(in.position() + definitionBytes);
        for (int list = 0; list < 3; list++) { // asked for, found in part, not found
            in.position(in.position() + 4 + in.getInt(in.position()) * symbolBytes);
        }
        int mappings = count(in);
        for (int i = 0; i < mappings; i++) {
            String asked = text(in, symbolBytes);
            int intervals = count(in);
            for (int j = 0; j < intervals; j++) {
                int fromDay = in.getInt();
                int toDay = in.getInt();
                String got = text(in, symbolBytes);
                add(isById ? asked : got, new Interval(fromDay, toDay, isById ? got : asked));
            }
        }
    }

    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > COUNT_MAX) {
            throw new IllegalArgumentException("a count of " + count);
        }
        return count;
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII).split("\0", 2)[0];
    }

    private void add(String id, Interval interval) {
        if (id.matches("\\d{1,10}")) {
            symbols.computeIfAbsent(Long.parseLong(id), unknown -> new ArrayList<>())
                    .add(interval);
        }
    }

    /** The symbol of an instrument on a day, yyyyMMdd; the id itself where the file does not say. */
    String symbol(long instrumentId, int day) {
        for (Interval interval : symbols.getOrDefault(instrumentId, List.of())) {
            if (day >= interval.fromDay() && day < interval.toDay()) {
                return interval.symbol();
            }
        }
        return Long.toString(instrumentId);
    }
}
