package io.reprise.engine.journal;
public record Damage(String reason) {}
