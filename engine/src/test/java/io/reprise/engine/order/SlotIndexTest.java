package io.reprise.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlotIndexTest {
    private static final int CAPACITY = 16;

    @Test
    void agreesWithAMap() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SlotIndex index = new SlotIndex(CAPACITY);
            Map<Long, Integer> naive = new HashMap<>();
            List<Long> ids = new ArrayList<>();
            for (int step = 0; step < 2_000; step++) {
                long id = random.nextInt(3) == 0 ? random.nextLong() : random.nextLong(200);
                if (naive.size() < CAPACITY && !naive.containsKey(id) && random.nextBoolean()) {
                    int slot = random.nextInt(CAPACITY);
                    index.put(id, slot);
                    naive.put(id, slot);
                    ids.add(id);
                } else if (!ids.isEmpty() && random.nextBoolean()) {
                    long gone = ids.remove(random.nextInt(ids.size()));
                    index.remove(gone);
                    naive.remove(gone);
                } else {
                    index.remove(naive.containsKey(id) ? id + 1_000_000_007L : id);
                }
                String what = "seed " + seed + ", step " + step;
                assertEquals(naive.getOrDefault(id, SlotIndex.MISSING), index.get(id), what);
                for (long known : ids) {
                    assertEquals(naive.get(known), index.get(known), what);
                }
            }
        }
    }
}
