package dev.hone.datasets.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/// Texts that are no JSON, no text, or no row, each with the code of its fault. Written in
/// ISO-8859-1, so that every byte can be written.
final class Bad {
    static final Charset LATIN = ISO_8859_1;
    static final String GOOD = "{\"prompt\":\"a\",\"completion\":\"b\"}";

    private Bad() {}

    /// Rows that are wrong whatever the container is.
    static Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        notUtf8(rows);
        notText(rows);
        notJson(rows);
        tooMuch(rows);
        notARow(rows);
        return rows;
    }

    private static String completion(String text) {
        return "{\"prompt\":\"a\",\"completion\":\"%s\"}".formatted(text);
    }

    private static void notUtf8(Map<String, String> rows) {
        for (var bytes :
                new String[] {
                    "\u0080",
                    "\u00bf",
                    "\u00c0\u0080",
                    "\u00c1\u00bf",
                    "\u00c3",
                    "\u00e9",
                    "\u00e0\u0080\u0080",
                    "\u00e2\u0082",
                    "\u00ed\u00a0\u0080",
                    "\u00ed\u00bf\u00bf",
                    "\u00f0\u0080\u0080\u0080",
                    "\u00f0\u009f\u0098",
                    "\u00f4\u0090\u0080\u0080",
                    "\u00f5\u0080\u0080\u0080",
                    "\u00f8\u0088\u0080\u0080\u0080",
                    "\u00fe",
                    "\u00ff",
                    "\u00ef\u00bf\u00bd\u00ff"
                }) {
            rows.put(completion("x" + bytes + "y"), "invalid_utf8");
        }
    }

    private static void notText(Map<String, String> rows) {
        rows.put(completion("\0"), "nul_character");
        rows.put("\0" + GOOD, "nul_character");
        rows.put(completion("a\\u0000b"), "nul_character");
        rows.put(completion("\\ud800"), "lone_surrogate");
        rows.put(completion("\\udc00"), "lone_surrogate");
        rows.put(completion("\\udc00\\ud800"), "lone_surrogate");
        rows.put(completion("\\ud83d\\ud83d\\ude00"), "lone_surrogate");
        rows.put("\u00ef\u00bb\u00bf" + GOOD, "byte_order_mark");
    }

    private static void notJson(Map<String, String> rows) {
        for (var value :
                new String[] {
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "+1",
                    "01",
                    ".5",
                    "1.",
                    "1e",
                    "0x10",
                    "- 1",
                    "nul",
                    "True",
                    "undefined",
                    "'a'",
                    "\"a\\x\"",
                    "\"\\u12\"",
                    "\"\\u12G4\"",
                    "\"a\tb\"",
                    "\"a\u0001b\"",
                    "{1:2}",
                    "{a:1}",
                    "{\"a\" 1}",
                    "{\"a\":1,}",
                    "[1,]",
                    "[1 2]",
                    "{,}",
                    "/* a */ 1",
                    "1 // a",
                    "#1",
                    "(1)",
                    "1_000"
                }) {
            rows.put(
                    "{\"prompt\":\"a\",\"completion\":\"b\",\"c\":" + value + "}",
                    "malformed_json");
        }
        rows.put("{\"c\":[1}}", "malformed_json");
        rows.put("{\"c\":{\"a\":1]}", "malformed_json");
        rows.put("{\"a\":1,\"a\":2}", "duplicate_key");
        rows.put("{\"a\":1,\"\\u0061\":2}", "duplicate_key");
        rows.put("{\"b\":{\"a\":1,\"c\":2,\"a\":3}}", "duplicate_key");
        rows.put("{\"b\":[{\"\":1,\"\":3}]}", "duplicate_key");
    }

    private static void tooMuch(Map<String, String> rows) {
        int deep = 100_000;
        rows.put("{\"c\":" + "[".repeat(deep) + "]".repeat(deep) + "}", "nested_too_deep");
        rows.put("{\"c\":".repeat(deep) + "1" + "}".repeat(deep), "nested_too_deep");
        rows.put("[".repeat(deep) + "]".repeat(deep), "nested_too_deep");
        rows.put("{\"c\":" + "[".repeat(65) + "]".repeat(65) + "}", "nested_too_deep");
        rows.put("{\"c\":" + "9".repeat(65) + "}", "malformed_json");
        rows.put("{\"c\":" + "9".repeat(1_000_000) + "}", "malformed_json");
        rows.put("{\"c\":0." + "9".repeat(1_000_000) + "}", "malformed_json");
        rows.put("{\"c\":1e" + "9".repeat(1_000_000) + "}", "malformed_json");
        rows.put("{\"" + "n".repeat(257) + "\":1}", "malformed_json");
        rows.put("{\"" + "n".repeat(1_000_000) + "\":1}", "malformed_json");
        rows.put(completion("x".repeat(1 << 20)), "row_too_long");
        rows.put("{\"c\":" + " ".repeat(1 << 20) + "1}", "row_too_long");
    }

    private static void notARow(Map<String, String> rows) {
        for (var value : new String[] {"[]", "[{}]", "7", "-0", "1e999", "null", "true", "\"a\""}) {
            rows.put(value, "not_an_object");
        }
        rows.put("{}", "missing_field");
        rows.put("{\"prompt\":{},\"completion\":\"b\"}", "wrong_type");
        rows.put("{\"prompt\":1e999,\"completion\":\"b\"}", "wrong_type");
        rows.put("{\"prompt\":\"a\",\"completion\":\"\"}", "empty_field");
        rows.put("{\"__proto__\":{},\"constructor\":1}", "missing_field");
        rows.put("{\"prompt\":\"a\",\"messages\":[]}", "ambiguous_format");
        rows.put("{\"text\":\"a\"}", "mixed_shapes");
        rows.put(many(100_000), "missing_field");
    }

    /// An object of many names, none of which is known.
    private static String many(int names) {
        var row = new StringBuilder("{");
        for (int name = 0; name < names; name++) {
            row.append('"').append(Integer.toString(name, 36)).append("\":0,");
        }
        return row.append("\"z_\":0}").toString();
    }
}
