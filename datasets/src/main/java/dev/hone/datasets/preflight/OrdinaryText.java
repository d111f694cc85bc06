package dev.hone.datasets.preflight;

import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.LossOn;

/// What a tokenizer makes of everyday English, to hold other texts against.
final class OrdinaryText {
    private static final String TEXT =
            """
            The customer wrote on Monday that the invoice from March had been paid twice. We checked
            both payments, found the second one, and sent the money back the same afternoon. Please
            look at your account again in two or three working days, and tell us if it has not
            arrived by then. If you have any other question, answer this message or call us between
            nine and five; somebody who knows your case will be happy to help.
            """;

    private OrdinaryText() {}

    static double tokensPerCharacter(ChatTokenizer tokenizer) {
        var reading = tokenizer.read(new Sample.Text(TEXT), LossOn.ALL);
        long said = 0;
        for (int start : reading.starts()) {
            said += start >= 0 ? 1 : 0;
        }
        return (double) said / TEXT.codePointCount(0, TEXT.length());
    }
}
