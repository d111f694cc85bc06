"""Conversations to render chat templates with, and what transformers makes of them."""
import datetime
import json

import jinja2
from transformers.utils import chat_template_utils

NOW = datetime.datetime(2026, 3, 4, 5, 6, 7)


class FixedDate(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


chat_template_utils.datetime = FixedDate  # what strftime_now asks


def said(role, content, **more):
    return {"role": role, "content": content, **more}


def user(content): return said("user", content)


def assistant(content, **more): return said("assistant", content, **more)


def system(content): return said("system", content)


def parts(*contents): return [{"type": "text", "text": c} if isinstance(c, str) else c for c in contents]


def call(name, arguments, identifier="call_abc12"):
    return {"id": identifier, "type": "function", "function": {"name": name, "arguments": arguments}}


WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "Weather \"now\" at <a place> & its 'mood' \u2014 caf\u00e9",
    "parameters": {"type": "object", "properties": {
        "city": {"type": "string", "description": "Where"},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius"},
        "days": {"type": ["integer", "null"], "minimum": 1, "maximum": 10.5},
        "where": {"type": "object", "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}},
                  "required": ["lat"]},
        "tags": {"type": "array", "items": {"type": "string"}}}, "required": ["city"]},
    "return": {"type": "string", "description": "said in words"}}}
CLOCK = {"type": "function", "function": {
    "name": "clock", "description": "Time of day", "parameters": {"type": "object", "properties": {}}}}
ARGUMENTS = {"city": "K\u00f6ln \U0001f600", "days": 3, "exact": 2.50, "deep": {"a": [1, None, True, "x\"y\n</s>"]},
             "empty": {}, "none": []}
ASKED = [user("Is it raining in K\u00f6ln?")]
CALLED = ASKED + [assistant("", tool_calls=[call("get_weather", ARGUMENTS)])]
ANSWERED = CALLED + [said("tool", "{\"rain\": true}", name="get_weather", tool_call_id="call_abc12"),
                     assistant("It rains.")]
IMAGE = {"type": "image"}
CONVERSATIONS = {
    "text": [user("Hi"), assistant("Hello!")],
    "two turns": [user("What is 2 + 2?"), assistant("4"), user("And 3 + 3?"), assistant("6")],
    "system": [system("  Be brief.\n"), user("What is 2 + 2?"), assistant("4"), user("And 3 + 3?"), assistant("6")],
    "developer": [said("developer", "Be brief."), user("Hi"), assistant("Hello!")],
    "open": [system("You help."), user("Tell me more")],
    "blank": [system(""), user(" \n a \n\n"), assistant("\n\n b\t\n")],
    "unicode": [user("caf\u00e9 \U0001f600 \u65e5\u672c\u8a9e e\u0301 \u202e\u200b\u00a0"),
                assistant("\U0001f44d\U0001f3fd ok\n\n\tdone \U0001f468\u200d\U0001f469\u200d\U0001f467 "),
                user("\u0645\u0631\u062d\u0628\u0627\u3000"), assistant("\u2028\x85x\x1f")],
    "markup": [user("{{ 7 * 7 }} {% if %} <|im_end|> </s> \"quotes\" 'single' \\ back"), assistant("a & b < c")],
    "think tags": [user("a"), assistant("<think>\nhmm\n</think>\n\nfirst"), user("b"),
                   assistant("<think>x</think>second")],
    "reasoning": [user("a"), assistant("first", reasoning_content="hmm\n"), user("b"),
                  assistant("second", reasoning_content="  so\n\nit is ")],
    "thinking": [user("a"), assistant("first", thinking="hmm"), user("b"), assistant("second", thinking="so it is")],
    "two users": [user("one"), user("two"), assistant("three")],
    "two assistants": [user("one"), assistant("two"), assistant("three")],
    "assistant first": [assistant("Welcome"), user("Hi"), assistant("Yes?")],
    "late system": [user("one"), assistant("two"), system("now in verse"), user("three"), assistant("four")],
    "unknown role": [user("one"), said("critic", "two")],
    "no content": [user("one"), {"role": "assistant"}],
    "null content": [user("one"), assistant(None)],
    "parts": [system(parts("Be brief.")), user(parts("Hi", " there")), assistant(parts("Hello", "!"))],
    "user parts": [user(parts("Hi", " there")), assistant("Hello!")],
    "image": [user(parts(IMAGE, "What is it?")), assistant(parts("A cat."))],
    "video": [user(parts({"type": "video"}, "And", {"type": "image_url", "image_url": {"url": "x"}})),
              assistant("A dog.")],
    "called": CALLED,
    "answered": ANSWERED,
    "answered after system": [system("Use tools.")] + ANSWERED + [user("And now?"), assistant("Still.")],
    "call with text": ASKED + [assistant("Let me look.", reasoning_content="I need the tool.",
                                         tool_calls=[call("get_weather", {"city": "K\u00f6ln"})]),
                               said("tool", "rain", tool_call_id="call_abc12", name="get_weather")],
    "call thinking": ASKED + [assistant("", thinking="I need the tool.",
                                        tool_calls=[call("get_weather", {"city": "K\u00f6ln"})])],
    "call as text": ASKED + [assistant("", tool_calls=[call("get_weather", json.dumps(ARGUMENTS))])],
    "call of null content": ASKED + [assistant(None, tool_calls=[call("clock", {})])],
    "two calls": ASKED + [assistant("", tool_calls=[call("get_weather", {"city": "Bonn"}, "abcdefgh1"),
                                                    call("clock", {}, "abcdefgh2")]),
                          said("tool", "rain", tool_call_id="abcdefgh1", name="get_weather"),
                          said("tool", {"hour": 5, "text": "f\u00fcnf"}, tool_call_id="abcdefgh2", name="clock"),
                          assistant("Rain at five.")],
    "tool parts": CALLED + [said("tool", parts("rain"), tool_call_id="call_abc12", name="get_weather")],
    "tool first": [said("tool", "rain")],
    "bare call": ASKED + [assistant("", tool_calls=[{"name": "clock", "arguments": {"zone": "CET"}}])],
}
VARIABLES = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
TOOLS = [WEATHER, CLOCK]
# Name of the variant -> what it adds to the variables.
VARIANTS = {
    "": {},
    "tools": {"tools": TOOLS},
    "no thinking": {"enable_thinking": False},
    "thinking": {"enable_thinking": True, "reasoning_effort": "high", "preserve_thinking": True},
    "documents": {"documents": [{"title": "A \"book\"", "text": "On caf\u00e9s"}, {"title": "B", "text": "<i>"}]},
    "tools no thinking": {"tools": TOOLS, "enable_thinking": False, "builtin_tools": ["code_interpreter", "browser"],
                          "tools_in_user_message": False, "date_string": "1 May 2026"},
}


def rendering(template, messages, prompt, variables):
    """What transformers makes of it: text and spans in code points, or how it fails."""
    try:
        texts, spans = chat_template_utils.render_jinja_template(
            conversations=[messages], chat_template=template, add_generation_prompt=prompt,
            return_assistant_tokens_mask=True, **VARIABLES, **variables)
    except Exception as failure:  # a template's own refusal is a reference too
        refuses = type(failure) is jinja2.exceptions.TemplateError
        return {"refusal" if refuses else "error": str(failure), "kind": type(failure).__name__}
    return {"text": texts[0], "spans": spans[0]}
