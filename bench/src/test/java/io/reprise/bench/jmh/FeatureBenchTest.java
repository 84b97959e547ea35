package io.reprise.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.feature.FeatureCatalog;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class FeatureBenchTest {
    @Test
    void measuresEveryFeature() throws NoSuchFieldException {
        Param names = FeatureBench.class.getDeclaredField("name").getAnnotation(Param.class);
        assertEquals(FeatureCatalog.names(), Set.of(names.value()));
    }
}
