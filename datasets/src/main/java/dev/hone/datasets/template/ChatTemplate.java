package dev.hone.datasets.template;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.ToolCall;
import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.math.BigInteger;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a model wants conversations written: its maker's template, ready to render.
///
/// Text, generation spans and white space are those of Hugging Face transformers with `trim_blocks`
/// and `lstrip_blocks` on.
public final class ChatTemplate {
    private final List<Statement> statements;
    private final Optional<Clock> clock;
    private final boolean marksGeneration;

    private ChatTemplate(
            List<Statement> statements, Optional<Clock> clock, boolean marksGeneration) {
        this.statements = statements;
        this.clock = clock;
        this.marksGeneration = marksGeneration;
    }

    /// Without a clock a template has no `strftime_now`, and those that ask for the date fall back
    /// to the one their maker chose: the same conversation always reads the same.
    ///
    /// @throws TemplateException if it is not a template, or uses what is not supported
    public static ChatTemplate parse(String jinja) {
        return of(jinja, Optional.empty());
    }

    /// @throws TemplateException if it is not a template, or uses what is not supported
    public static ChatTemplate parse(String jinja, Clock clock) {
        return of(jinja, Optional.of(clock));
    }

    private static ChatTemplate of(String jinja, Optional<Clock> clock) {
        var statements = TemplateParser.parse(jinja);
        return new ChatTemplate(statements, clock, Marks.anyIn(statements));
    }

    /// Whether the template says itself, with `{% generation %}`, what the model is to produce.
    public boolean marksGeneration() {
        return marksGeneration;
    }

    /// @param variables further names for the template, as `bos_token`; texts, numbers, truth
    ///   values, lists and maps of them
    /// @throws TemplateException if the template fails
    /// @throws TemplateException.Refusal if it does not take the conversation
    public Rendered render(
            List<ChatMessage> messages, boolean addGenerationPrompt, Map<String, ?> variables) {
        var all = new HashMap<String, Object>(variables);
        all.put("messages", messages.stream().map(ChatTemplate::members).toList());
        all.put("add_generation_prompt", addGenerationPrompt);
        return render(all);
    }

    /// As transformers calls a template: `messages` as the mappings they are in JSON, so with tool
    /// calls and parts of content, and beside them `tools`, `documents`, `add_generation_prompt`,
    /// special tokens, and whatever else the template asks for. Absent tools and documents are
    /// none.
    ///
    /// @param variables names and their texts, numbers, truth values, lists and maps of them
    /// @throws TemplateException if the template fails
    /// @throws TemplateException.Refusal if it does not take the conversation
    public Rendered render(Map<String, ?> variables) {
        var budget = new Budget();
        return ScopedValue.where(Budget.CURRENT, budget).call(() -> render(variables, budget));
    }

    private Rendered render(Map<String, ?> variables, Budget budget) {
        var globals = Globals.scope(budget, clock);
        globals.set("tools", None.NONE);
        globals.set("documents", None.NONE);
        variables.forEach((name, value) -> globals.set(name, of(value, 0)));
        return new Interpreter(budget).run(statements, globals);
    }

    private static Map<String, Object> members(ChatMessage message) {
        var members = new LinkedHashMap<String, Object>();
        members.put("role", message.role());
        members.put("content", message.content());
        if (!message.toolCalls().isEmpty()) {
            members.put(
                    "tool_calls", message.toolCalls().stream().map(ChatTemplate::members).toList());
        }
        if (message.toolCallId() != null) {
            members.put("tool_call_id", message.toolCallId());
        }
        return members;
    }

    /// As transformers' templates want it: the arguments are an object, not the text of one.
    private static Map<String, Object> members(ToolCall call) {
        var members = new LinkedHashMap<String, Object>();
        if (call.id() != null) {
            members.put("id", call.id());
        }
        members.put("type", "function");
        var function = new LinkedHashMap<String, Object>();
        function.put("name", call.name());
        function.put("arguments", call.arguments());
        members.put("function", function);
        return members;
    }

    private static Value of(@Nullable Object value, int level) {
        Budget.level(level);
        return switch (value) {
            case null -> None.NONE;
            case String text -> new Str(text);
            case Boolean truth -> new Bool(truth);
            case Integer number -> new Int(number);
            case Long number -> new Int(number);
            case Double number -> new Real(number);
            case List<?> items -> new Seq(items.stream().map(item -> of(item, level + 1)).toList());
            case Map<?, ?> entries -> {
                var members = new LinkedHashMap<Value, Value>();
                entries.forEach(
                        (key, member) -> members.put(of(key, level + 1), of(member, level + 1)));
                yield new Dict(members);
            }
            case BigInteger number ->
                    throw new TemplateException(
                            "a number has %d digits; whole numbers have 64 bits"
                                    .formatted(number.abs().toString().length()));
            default ->
                    throw new IllegalArgumentException(
                            "a template takes no " + value.getClass().getName());
        };
    }
}
