package dev.hone.datasets.template;

import dev.hone.datasets.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Splits the inside of a tag into tokens.
final class ExpressionLexer {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
                            + "|\\d+(?:_\\d+)*(\\.\\d+(?:_\\d+)*)?([eE][-+]?\\d+(?:_\\d+)*)?");
    private static final Pattern DIGITS = Pattern.compile("\\d+(_\\d+)*");
    private static final List<String> OPERATORS =
            List.of(
                    "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=",
                    ".", ",", ":", "|", "(", ")", "[", "]", "{", "}");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line;
    private int open;

    ExpressionLexer(String source, int position, int line) {
        this.source = source;
        this.position = position;
        this.line = line;
    }

    /// Tokens up to the closing mark; the position then stands at the mark or its sign.
    List<Token> until(String close) {
        int start = line;
        while (true) {
            skipSpaces();
            if (position >= source.length()) {
                throw new TemplateException(
                        start, "the tag is never closed with \"%s\"".formatted(close));
            }
            if (open == 0 && atClose(close)) {
                tokens.add(new Token(Kind.END, "", line));
                return List.copyOf(tokens);
            }
            token();
        }
    }

    int position() {
        return position;
    }

    private boolean atClose(String close) {
        return source.startsWith(close, position)
                || source.startsWith("-" + close, position)
                || (close.equals("%}") && source.startsWith("+" + close, position));
    }

    private void skipSpaces() {
        int end = Spaces.skip(source, position);
        line += (int) source.substring(position, end).chars().filter(c -> c == '\n').count();
        position = end;
    }

    private void token() {
        char first = source.charAt(position);
        if (first == '"' || first == '\'') {
            string(first);
            return;
        }
        var name = NAME.matcher(source).region(position, source.length());
        if (name.lookingAt()) {
            add(Kind.NAME, name.group());
            return;
        }
        if (!tokens.isEmpty() && tokens.getLast().isOperator(".")) {
            // a.0.1 is two steps, not the number 0.1
            var digits = DIGITS.matcher(source).region(position, source.length());
            if (digits.lookingAt()) {
                add(Kind.INTEGER, digits.group());
                return;
            }
        }
        var number = NUMBER.matcher(source).region(position, source.length());
        if (number.lookingAt()) {
            boolean real = number.group(1) != null || number.group(2) != null;
            add(real ? Kind.REAL : Kind.INTEGER, number.group());
            return;
        }
        var operator = OPERATORS.stream().filter(o -> source.startsWith(o, position)).findFirst();
        add(
                Kind.OPERATOR,
                operator.orElseThrow(() ->
                        new TemplateException(
                                line,
                                "unexpected character \"%s\""
                                        .formatted(
                                                Character.toString(
                                                        source.codePointAt(position))))));
    }

    private void add(Kind kind, String text) {
        if (kind == Kind.OPERATOR) {
            balance(text);
        }
        tokens.add(new Token(kind, text, line));
        position += text.length();
    }

    private void balance(String operator) {
        switch (operator) {
            case "(", "[", "{" -> open++;
            case ")", "]", "}" -> open--;
            default -> {}
        }
        if (open < 0) {
            throw new TemplateException(line, "unexpected \"%s\"".formatted(operator));
        }
    }

    private void string(char quote) {
        var text = new StringBuilder();
        int index = position + 1;
        while (index < source.length() && source.charAt(index) != quote) {
            char c = source.charAt(index);
            if (c == '\\' && index + 1 < source.length()) {
                index = escape(index + 1, text);
            } else {
                text.append(c);
                index++;
            }
        }
        if (index >= source.length()) {
            throw new TemplateException(line, "a string is never closed");
        }
        tokens.add(new Token(Kind.STRING, text.toString(), line));
        line += (int) source.substring(position, index).chars().filter(c -> c == '\n').count();
        position = index + 1;
    }

    /// Python's escapes; an unknown one stands for itself, backslash included.
    private int escape(int index, StringBuilder text) {
        char c = source.charAt(index);
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'a' -> text.append('\u0007');
            case 'v' -> text.append('\u000B');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return octal(index, text);
            }
            case 'N' -> {
                return named(index, text);
            }
            case '\\', '\'', '"' -> text.append(c);
            case '\n' -> {}
            case 'x' -> {
                return code(index, 2, text);
            }
            case 'u' -> {
                return code(index, 4, text);
            }
            case 'U' -> {
                return code(index, 8, text);
            }
            default -> text.append('\\').append(c);
        }
        return index + 1;
    }

    private int octal(int index, StringBuilder text) {
        int end = index;
        while (end < Math.min(source.length(), index + 3)
                && source.charAt(end) >= '0'
                && source.charAt(end) <= '7') {
            end++;
        }
        text.appendCodePoint(Integer.parseInt(source.substring(index, end), 8));
        return end;
    }

    /// `\N{BULLET}`
    private int named(int index, StringBuilder text) {
        int end = source.indexOf('}', index);
        boolean braced = source.startsWith("{", index + 1) && end > 0;
        var name = braced ? source.substring(index + 2, end) : "";
        try {
            text.appendCodePoint(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(line, "\"\\N{%s}\" is no character".formatted(name));
        }
        return end + 1;
    }

    private int code(int index, int digits, StringBuilder text) {
        int end = Math.min(source.length(), index + 1 + digits);
        var hex = source.substring(index + 1, end);
        if (!hex.matches("[0-9a-fA-F]{%d}".formatted(digits))
                || !Character.isValidCodePoint((int) Long.parseLong(hex, 16))) {
            throw new TemplateException(
                    line, "\"\\%s%s\" is no character".formatted(source.charAt(index), hex));
        }
        text.appendCodePoint((int) Long.parseLong(hex, 16));
        return end;
    }
}
