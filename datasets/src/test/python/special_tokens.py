"""Writes resources/special-tokens.json: the variables and the templates that transformers takes from a tokenizer's files.

Run from the module's directory: python src/test/python/special_tokens.py
Needs transformers 5.x; no network, no model.
"""
import json
import logging
import pathlib
import tempfile

from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

logging.getLogger("transformers").setLevel(logging.ERROR)
ADDED = lambda text: {"__type": "AddedToken", "content": text, "lstrip": False, "normalized": False, "rstrip": False,
                      "single_word": False, "special": True}
CONFIG, MAP, TEMPLATE = "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja"
NAMED = [{"name": "default", "template": "plain"}, {"name": "tool_use", "template": "with tools"},
         {"name": "rag", "template": "with documents"}]
FILES = {
    "all seven": {CONFIG: {r + "_token": f"<{r}>" for r in ("bos", "eos", "unk", "sep", "pad", "cls", "mask")}},
    "objects": {CONFIG: {"bos_token": ADDED("<b>"), "eos_token": "</s>", "image_token": ADDED("<img>")}},
    "absent and null": {CONFIG: {"bos_token": None, "eos_token": "</s>", "boi_token": None}},
    "a model's own": {CONFIG: {"eos_token": "</s>", "boi_token": "<boi>", "audio_token": "<audio>", "add_bos_token": True,
                               "token_of": "no", "think_tokens": "no"}},
    "extra by name": {CONFIG: {"eos_token": "</s>", "extra_special_tokens": {"image_token": "<img>", "vision_start": "<vs>"}}},
    "additional by name": {CONFIG: {"eos_token": "</s>", "additional_special_tokens": {"image_token": "<img>"}}},
    "extra list": {CONFIG: {"eos_token": "</s>", "extra_special_tokens": ["<a>", "<b>"]}},
    "additional list": {CONFIG: {"eos_token": "</s>", "additional_special_tokens": ["<a>", "<b>"]}},
    "saved by name": {CONFIG: {"eos_token": "</s>", "model_specific_special_tokens": {"eoi_token": "<eoi>"}}},
    "saved by name beside others": {CONFIG: {"eos_token": "</s>", "boi_token": "<boi>",
                                             "model_specific_special_tokens": {"eoi_token": "<eoi>"}}},
    "map": {CONFIG: {"eos_token": "</s>"}, MAP: {"bos_token": "<m>", "eos_token": {"content": "<e>", "lstrip": False,
            "normalized": False, "rstrip": False, "single_word": False}, "image_token": "<img>"}},
    "map of extras": {CONFIG: {"eos_token": "</s>"}, MAP: {"extra_special_tokens": {"video_token": "<v>"}}},
    "map beside decoder": {CONFIG: {"eos_token": "</s>", "added_tokens_decoder": {}}, MAP: {"bos_token": "<m>"}},
    "one template": {CONFIG: {"eos_token": "</s>", "chat_template": "plain"}},
    "named templates": {CONFIG: {"eos_token": "</s>", "chat_template": NAMED}},
    "no template of tools": {CONFIG: {"eos_token": "</s>", "chat_template": NAMED[::2]}},
    "only one of tools": {CONFIG: {"eos_token": "</s>", "chat_template": NAMED[1:2]}},
    "template's file first": {CONFIG: {"eos_token": "</s>", "chat_template": NAMED}, TEMPLATE: "of the file"},
    "files of templates": {CONFIG: {"eos_token": "</s>", "chat_template": "member"}, TEMPLATE: "of the file",
                           "additional_chat_templates/tool_use.jinja": "of the tools' file"},
    "a file for tools only": {CONFIG: {"eos_token": "</s>", "chat_template": "member"},
                              "additional_chat_templates/tool_use.jinja": "of the tools' file"},
}
made = []
for name, files in FILES.items():
    with tempfile.TemporaryDirectory() as folder:
        directory = pathlib.Path(folder)
        Tokenizer(models.BPE()).save(str(directory / "tokenizer.json"))
        for path, content in files.items():
            (directory / path).parent.mkdir(exist_ok=True)
            (directory / path).write_text(content if isinstance(content, str) else json.dumps(content))
        hf = PreTrainedTokenizerFast.from_pretrained(directory)

        def template(tools):
            try:
                return hf.get_chat_template(tools=tools)
            except ValueError:
                return None
        made.append({"name": name, "files": files, "tokens": hf.special_tokens_map,
                     "template": template(None), "tools_template": template([{}])})
target = pathlib.Path(__file__).parent.parent / "resources" / "special-tokens.json"
target.write_text("[\n" + ",\n".join(json.dumps(x) for x in made) + "\n]\n")
for x in made:
    print(x["name"], x["tokens"], x["template"], x["tools_template"])
