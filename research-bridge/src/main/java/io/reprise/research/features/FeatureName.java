package io.reprise.research.features;

import io.reprise.engine.feature.FeatureSpec;

/**
 * What a column of the feature store is of.
 *
 * @param text of the feature, such as {@code rsi(14)}, or {@code bar}
 * @param version of the feature
 * @param leg whose bars it takes
 */
record FeatureName(String text, int version, int leg) {
    /** The bars themselves. */
    static final FeatureName BAR = new FeatureName("bar", 1, 0);

    FeatureName(FeatureSpec spec, int leg) {
        this(spec.text(), spec.version(), leg);
    }

    /** Name of a column: the feature's text, after the leg where that is not the first. */
    String column() {
        return leg == 0 ? text : "leg" + leg + ":" + text;
    }

    /** Name of a folder, before it is made fit for one. */
    String folder() {
        return column().replaceFirst("@\\d+", "") + "_v" + version;
    }
}
