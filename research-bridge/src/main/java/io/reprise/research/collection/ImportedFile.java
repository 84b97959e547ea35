package io.reprise.research.collection;

/**
 * What became of one file of a collection.
 *
 * @param file below the collection's folder, with entry and symbol where it has several
 * @param kind such as trades, bars, funding, series, table; other for what is not imported
 * @param target below the folder imported to; empty where nothing is written
 * @param rows that count
 * @param rejectedRows each with its reason
 * @param note what to know, or why it is not imported; empty for nothing
 * @param failed the file could not be read, and nothing explains it
 */
public record ImportedFile(
        String file, String kind, String target, long rows, long rejectedRows, String note, boolean failed) {}
