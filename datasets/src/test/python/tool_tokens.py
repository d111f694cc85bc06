"""Writes what transformers tokenises and masks for rows with tools and tool calls, one folder per chat template.

Run from the module's directory. For the default tests, with templates written for Hone:
    python src/test/python/tool_tokens.py src/test/resources/tool-tokens
and by name, with every template of the installed trl package (their text stays out of the sources):
    python src/test/python/tool_tokens.py target/tool-tokens trl
    ../mvnw -f .. -pl datasets -am verify -Dtest=ToolTokensTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dhone.tool.tokens=target/tool-tokens
Needs transformers 5.x, and trl for its templates; no network, no model.
"""
import copy
import importlib.util
import json
import logging
import pathlib
import re
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

import conversations as c

logging.getLogger("transformers").setLevel(logging.ERROR)
COMPILE = c.chat_template_utils._compile_jinja_template


def compile_without_date(text):
    """Hone tokenises without a clock: what a row becomes must not depend on the day."""
    template = COMPILE(text)
    template.environment.globals.pop("strftime_now", None)
    template.globals.pop("strftime_now", None)
    return template


c.chat_template_utils._compile_jinja_template = compile_without_date
TARGET = pathlib.Path(sys.argv[1])
OWN = pathlib.Path("src/test/resources/templates")
if sys.argv[2:] == ["trl"]:
    # finds the folder without importing trl, which would load torch
    folder = pathlib.Path(importlib.util.find_spec("trl").origin).parent / "chat_templates"
    TEMPLATES = {file.stem: file.read_text() for file in sorted(folder.glob("*.jinja"))}
else:
    TEMPLATES = {name: (OWN / f"{name}.jinja").read_text() for name in ("everything", "workbench")}
# What looks like a marker in a template becomes a special token, as it is in the template's model.
MARKER = re.compile(r"<\|[^<>|{}\s]+\|>|</?\|?[A-Za-z_0-9:\uff5c\u2581]+\|?>|\[/?[A-Z_]{3,}\]|@bye|@host|@guest")
ONE, TWO = "abcdefgh1", "abcdefgh2"


def call(name, arguments, identifier=ONE):
    return {"id": identifier, "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}


def answer(content, identifier=ONE): return {"role": "tool", "tool_call_id": identifier, "content": content}


def calling(*calls, text=""): return {"role": "assistant", "content": text, "tool_calls": list(calls)}


ASKED = c.user("Is it raining in K\u00f6ln? \U0001f327")
ROUND = [ASKED, calling(call("get_weather", c.ARGUMENTS)), answer('{"rain": true}'), c.assistant("It rains \U0001f44d\U0001f3fd.")]
CONVERSATIONS = {
    "no call": [c.user("Hi"), c.assistant("Hello!")],
    "system, no call": [c.system("Be brief."), c.user("Hi"), c.assistant("Hello!"), c.user("Bye"), c.assistant("\u65e5\u672c.")],
    "called": ROUND[:2],
    "answered": ROUND,
    "answered after system": [c.system("Use tools.")] + ROUND,
    "and on": ROUND + [c.user("And now?"), c.assistant("Still.")],
    "called twice": ROUND + [c.user("And in Bonn?"), calling(call("get_weather", {"city": "Bonn"}, TWO)), answer("dry", TWO),
                             c.assistant("Dry.")],
    "two calls": [ASKED, calling(call("get_weather", {"city": "Bonn", "days": 2}), call("clock", {}, TWO)), answer("rain"),
                  answer("five", TWO), c.assistant("Rain at five.")],
    "with text": [ASKED, calling(call("get_weather", {"city": "K\u00f6ln"}), text="Let me look."), answer("rain"),
                  c.assistant("Rain.")],
    "no arguments": [ASKED, calling(call("clock", {})), answer("5"), c.assistant("Five.")],
    "two steps": [ASKED, calling(call("clock", {})), answer("5"), calling(call("get_weather", {"city": "K\u00f6ln", "days": 1}, TWO)),
                  answer("rain", TWO), c.assistant("Rain at five.")],
    "markers in text": [c.user("<tool_call> {\"name\": 1} </tool_call>"), calling(call("clock", {"zone": "<|end|> </s> \\ \" \n"})),
                        answer("[TOOL_RESULTS]"), c.assistant("{{ 7 }}")],
}
TOOLS = {"tools": c.TOOLS, "one tool": [c.CLOCK], "": []} if sys.argv[2:] else {"one tool": [c.CLOCK], "": []}
TICKETS = pathlib.Path("samples/tickets/train.jsonl")
TEXTS = [m["content"] for line in TICKETS.read_text().splitlines()[:200] for m in json.loads(line)["messages"]]


def made_tokenizer(directory, text):
    markers = sorted(set(MARKER.findall(text)))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=330 + len(markers), special_tokens=["<s>", "</s>"] + [m for m in markers if m not in ("<s>", "</s>")],
        show_progress=False, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(directory / "tokenizer.json"))
    (directory / "chat_template.jinja").write_text(text)
    (directory / "tokenizer_config.json").write_text(json.dumps(
        {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "</s>",
         "extra_special_tokens": markers}) + "\n")
    return PreTrainedTokenizerFast.from_pretrained(directory)


def reference(hf, messages, tools):
    messages = copy.deepcopy(messages)
    for message in messages:
        for made in message.get("tool_calls", []):
            made["function"]["arguments"] = json.loads(made["function"]["arguments"])
    try:
        made = hf.apply_chat_template(messages, tools=tools or None, tokenize=True, return_dict=True,
                                      return_assistant_tokens_mask=True)
    except Exception as failure:  # a template that takes no tools is a reference too
        return {"error": str(failure)[:80]}
    return {"ids": made["input_ids"], "mask": made["assistant_masks"]}


def stops(hf, references):
    """The last tokens of what the template marks as the assistant's, white space aside."""
    found = set()
    for made in references:
        mask = made.get("mask", [])
        for index, inside in enumerate(mask):
            if inside and (index + 1 == len(mask) or not mask[index + 1]):
                while index > 0 and mask[index - 1] and not hf.decode([made["ids"][index]]).strip():
                    index -= 1
                found.add(made["ids"][index])
    # where nothing is marked, only ids are compared, and any special token may be where turns end
    return sorted(found or {i for made in references for i in made.get("ids", []) if i in hf.all_special_ids})


total = {"cases": 0, "errors": 0, "masked": 0}
for name, text in TEMPLATES.items():
    directory = TARGET / name
    hf = made_tokenizer(directory, text)
    cases = []
    for tools_name, tools in TOOLS.items():
        for conversation, messages in CONVERSATIONS.items():
            if tools or not any("tool_calls" in m for m in messages):
                cases.append({"conversation": conversation, "tools": tools_name, **reference(hf, messages, tools)})
    (directory / "generation_config.json").write_text(json.dumps({"eos_token_id": stops(hf, cases) or [1]}) + "\n")
    (directory / "references.json").write_text("[\n" + ",\n".join(json.dumps(x) for x in cases) + "\n]\n")
    total["cases"] += len(cases)
    total["errors"] += sum("error" in x for x in cases)
    total["masked"] += sum(1 in x.get("mask", []) for x in cases)
(TARGET / "rows.json").write_text(json.dumps({"conversations": CONVERSATIONS, "tools": TOOLS}) + "\n")
print(len(TEMPLATES), "templates,", total)
