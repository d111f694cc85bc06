package dev.hone.orchestrator.quotes;

import org.jspecify.annotations.Nullable;

/// @param energyKwh null where the pool's power is not configured
/// @param money null where no price is; with the energy's where that has one
public record Cost(@Nullable Double energyKwh, @Nullable Double money, @Nullable String currency) {}
