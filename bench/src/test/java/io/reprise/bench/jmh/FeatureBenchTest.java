package io.reprise.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.feature.FeatureCatalog;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class FeatureBenchTest {
    @Test
    void measuresFeaturesThatThereAreAndAllTogether() throws NoSuchFieldException {
        Param names = FeatureBench.class.getDeclaredField("name").getAnnotation(Param.class);
        Set<String> unknown = new TreeSet<>(Set.of(names.value()));
        assertTrue(unknown.remove("all"));
        unknown.removeAll(FeatureCatalog.names());
        assertEquals(Set.of(), unknown);
    }
}
