package dev.hone.api.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/// Bounds what a JSON body may make the parser do, and stops it from guessing: `"12"` is no number,
/// 1.5 no integer, and a member that stands twice no member.
@Singleton
final class JsonLimits implements ObjectMapperCustomizer {
    /// Our deepest body has 7 levels.
    private static final int DEPTH = 64;

    /// Characters of a text; the longest of ours is a message.
    private static final int TEXT = 1 << 20;

    /// Digits of a number; a double needs 17.
    private static final int DIGITS = 64;

    /// Characters of a member's name.
    private static final int NAME = 256;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH)
                                .maxStringLength(TEXT)
                                .maxNumberLength(DIGITS)
                                .maxNameLength(NAME)
                                .build());
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        noGuessing(mapper);
    }

    private static void noGuessing(ObjectMapper mapper) {
        for (var number : new LogicalType[] {LogicalType.Integer, LogicalType.Float}) {
            mapper.coercionConfigFor(number)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        for (var shape :
                new CoercionInputShape[] {
                    CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
                }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
    }
}
