package io.reprise.engine.journal;
public record JournalSettings() { public static JournalSettings defaults(){return new JournalSettings();} }
