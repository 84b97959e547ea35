package io.reprise.research.history;

/**
 * A file of a partition, as its manifest tells it.
 *
 * @param name in the partition's folder
 * @param schemaVersion layout that it was written in
 * @param rows in it
 * @param bytes of it
 * @param sha256 of its bytes, lower-case hex
 * @param firstTsInitNs when its first row was known, epoch ns
 * @param lastTsInitNs when its last row was known
 * @param minTsEventNs smallest time of the venue in it
 * @param maxTsEventNs largest
 * @param source SHA-256 of the market journal that it was archived from, or what else wrote it
 */
record StoredFile(
        String name,
        int schemaVersion,
        long rows,
        long bytes,
        String sha256,
        long firstTsInitNs,
        long lastTsInitNs,
        long minTsEventNs,
        long maxTsEventNs,
        String source) {}
