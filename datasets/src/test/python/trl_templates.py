"""Writes what transformers renders for every chat template of the installed trl package.

Run from the module's directory, then compare (the templates' text is read when it runs and stays out of the sources):
    python src/test/python/trl_templates.py target/trl-templates.json
    ../mvnw -f .. -pl datasets -am verify -Dtest=TrlTemplatesTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dhone.trl.templates=target/trl-templates.json
Needs transformers 5.x and trl; no network, no model.
"""
import json
import logging
import pathlib
import sys

import conversations as c

# finds the folder without importing trl, which would load torch
import importlib.util
FOLDER = pathlib.Path(importlib.util.find_spec("trl").origin).parent / "chat_templates"

logging.getLogger("transformers").setLevel(logging.ERROR)
templates = {file.stem: file.read_text() for file in sorted(FOLDER.glob("*.jinja"))}
cases = []
for template, text in templates.items():
    for variant, variables in c.VARIANTS.items():
        for conversation, messages in c.CONVERSATIONS.items():
            for prompt in (False, True):
                cases.append({"template": template, "variant": variant, "conversation": conversation, "prompt": prompt,
                              **c.rendering(text, messages, prompt, variables)})
pathlib.Path(sys.argv[1]).write_text(json.dumps({
    "templates": templates, "conversations": c.CONVERSATIONS, "variables": c.VARIABLES, "variants": c.VARIANTS,
    "cases": cases}))
print(len(templates), "templates,", len(cases), "cases,", sum("refusal" in x for x in cases), "refusals,",
      sum("error" in x for x in cases), "errors")
