package dev.hone.trainer.recipe;

/// One update.
///
/// @param step counts from 1
/// @param epoch passes over the rows so far
/// @param loss mean over the learned tokens of this update
/// @param gradientNorm before clipping
/// @param tokens all tokens of this update, learned or not
/// @param learnedTokens those that the loss is over
public record Progress(
        int step,
        int totalSteps,
        double epoch,
        double loss,
        double learningRate,
        double gradientNorm,
        long tokens,
        long learnedTokens) {}
