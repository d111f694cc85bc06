package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Splits a template into text and tags, with Jinja's rules for white space when `trim_blocks` and
/// `lstrip_blocks` are on and `keep_trailing_newline` is off, as Hugging Face sets them.
final class TemplateLexer {
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%}\\s*|%})");
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%}|-%}\\s*|%}\\n?)");
    private static final Pattern COMMENT_END = Pattern.compile("\\+#}|-#}\\s*|#}\\n?");

    /// Makers' templates have some ten thousand characters.
    private static final int LONGEST = 1 << 20;

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private int position;
    private int counted;
    private int line = 1;
    private boolean lineStarting = true;

    private TemplateLexer(String source) {
        this.source = source;
    }

    static List<Piece> split(String template) {
        if (template.length() > LONGEST) {
            throw new TemplateException(
                    "chat template: it has %d characters; at most %d are read"
                            .formatted(template.length(), LONGEST));
        }
        var source = template.replace("\r\n", "\n").replace('\r', '\n');
        if (source.endsWith("\n")) {
            source = source.substring(0, source.length() - 1);
        }
        var lexer = new TemplateLexer(source);
        while (lexer.position < lexer.source.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.pieces);
    }

    private void next() {
        int tag = nextTag();
        if (tag < 0) {
            addText(source.substring(position));
            position = source.length();
            return;
        }
        char kind = source.charAt(tag + 1);
        char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
        addText(before(source.substring(position, tag), sign, kind != '{'));
        position = tag;
        var raw = RAW_BEGIN.matcher(source).region(tag, source.length());
        if (raw.lookingAt()) {
            position = raw.end();
            raw();
            return;
        }
        position = tag + (sign == '-' || sign == '+' ? 3 : 2);
        switch (kind) {
            case '#' -> comment(tag);
            case '%' -> tag("%}", true);
            default -> tag("}}", false);
        }
    }

    private int nextTag() {
        for (int brace = source.indexOf('{', position);
                brace >= 0 && brace + 1 < source.length();
                brace = source.indexOf('{', brace + 1)) {
            char kind = source.charAt(brace + 1);
            if (kind == '{' || kind == '%' || kind == '#') {
                return brace;
            }
        }
        return -1;
    }

    /// The text before a tag, without what the tag's sign or `lstrip_blocks` takes away.
    private String before(String text, char sign, boolean block) {
        if (sign == '-') {
            return Spaces.stripTrailing(text);
        }
        if (sign == '+' || !block) {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean startsLine = lineStart > 0 || lineStarting;
        return startsLine && Spaces.isBlank(text.substring(lineStart))
                ? text.substring(0, lineStart)
                : text;
    }

    private void addText(String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text));
        }
    }

    private void raw() {
        var end = RAW_END.matcher(source).region(position, source.length());
        if (!end.find()) {
            throw new TemplateException(lineAt(position), "{% raw %} is never closed");
        }
        lineStarting = false;
        var sign = end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0);
        addText(before(source.substring(position, end.start()), sign, true));
        finish(end.end());
    }

    private void comment(int tag) {
        var end = COMMENT_END.matcher(source).region(position, source.length());
        if (!end.find()) {
            throw new TemplateException(lineAt(tag), "comment is never closed with #}");
        }
        finish(end.end());
    }

    private void tag(String close, boolean block) {
        int tagLine = lineAt(position);
        var lexer = new ExpressionLexer(source, position, tagLine);
        var tokens = lexer.until(close);
        char sign = source.charAt(lexer.position());
        int end = lexer.position() + (sign == '-' || sign == '+' ? 3 : 2);
        if (sign == '-') {
            end = Spaces.skip(source, end);
        } else if (sign != '+' && block && source.startsWith("\n", end)) {
            end++;
        }
        finish(end);
        pieces.add(block ? new Piece.Block(tokens, tagLine) : new Piece.Print(tokens, tagLine));
    }

    private void finish(int end) {
        lineStarting = source.charAt(end - 1) == '\n';
        position = end;
    }

    /// Asked for ever later places: each character is looked at once over the whole template.
    private int lineAt(int index) {
        for (; counted < index; counted++) {
            line += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }
}
