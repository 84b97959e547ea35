package io.reprise.engine.hot;

import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/**
 * A reader in a process of its own: {@code hammers} reads as fast as it can and ends with {@link #TORN} at the first torn
 * state; {@code inside} stays in the middle of a read; {@code locks} stays inside the map's write lock.
 */
final class HotReaderChild {
    static final String READY = "ready";
    static final int TORN = 3;
    private static final int READS_UNTIL_READY = 10_000;

    private HotReaderChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Path.of(args[1]);
        switch (args[0]) {
            case "hammers" -> hammer(file);
            case "inside" -> inside(file);
            default -> lock(file);
        }
    }

    private static void hammer(Path file) {
        SharedNumbers numbers = new SharedNumbers(HotMap.open(file));
        long whole = 0;
        while (true) {
            long number = numbers.read();
            if (number == SharedNumbers.MIXED) {
                System.exit(TORN);
            }
            if (number != SharedNumbers.CHANGED && ++whole == READS_UNTIL_READY) {
                System.out.println(READY);
            }
        }
    }

    private static void inside(Path file) throws InterruptedException {
        SharedNumbers numbers = new SharedNumbers(HotMap.open(file));
        numbers.beginReading();
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void lock(Path file) throws IOException, InterruptedException {
        ChronicleMap<String, byte[]> map = ChronicleMap.of(String.class, byte[].class)
                .name("test")
                .entries(1)
                .averageKeySize(1)
                .averageValueSize(1)
                .createPersistedTo(file.toRealPath().toFile());
        ExternalMapQueryContext<String, byte[], ?> context = map.queryContext(HotKeys.LOCK);
        context.writeLock().lock();
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }
}
