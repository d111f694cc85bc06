"""Writes templates/references.json: what transformers makes of our templates and of single constructs.

Run from the module's directory: python src/test/python/template_references.py
Needs transformers 5.x; no network, no model.
"""
import json
import logging
import pathlib

import conversations as c

DIRECTORY = pathlib.Path(__file__).parent.parent / "resources" / "templates"
# Name of the variant -> conversations it is tried with; the others are left to trl_templates.py.
CHOSEN = {
    "": ["text", "system", "open", "blank", "unicode", "markup", "think tags", "reasoning", "two users", "unknown role",
         "null content", "parts", "answered", "two calls", "bare call"],
    "tools": ["answered after system", "call with text", "call as text", "tool parts"],
    "no thinking": ["reasoning"],
    "documents": ["system"],
}

logging.getLogger("transformers").setLevel(logging.ERROR)
templates = {file.stem: file.read_text() for file in sorted(DIRECTORY.glob("*.jinja"))}
cases = []


def case(template, text, conversation, variant, prompt):
    made = c.rendering(text, c.CONVERSATIONS[conversation], prompt, c.VARIANTS[variant])
    if "error" in made:
        made["error"] = made["error"].splitlines()[0][:80]
    cases.append({"template": template, "variant": variant, "conversation": conversation, "prompt": prompt, **made})


for template, text in templates.items():
    for variant, names in CHOSEN.items():
        for name in names:
            case(template, text, name, variant, False)
            if not variant:
                case(template, text, name, variant, True)
for number, construct in enumerate(json.loads((DIRECTORY / "constructs.json").read_text())):
    templates[f"construct {number}"] = construct
    case(f"construct {number}", construct, "system", "", False)
used = {x["conversation"] for x in cases}
lines = ",\n".join(json.dumps(x) for x in cases)
(DIRECTORY / "references.json").write_text('{"templates": %s,\n"conversations": %s,\n"variables": %s,\n"variants": %s,\n"cases": [\n%s\n]}\n' % (
    json.dumps(templates), json.dumps({k: v for k, v in c.CONVERSATIONS.items() if k in used}),
    json.dumps(c.VARIABLES), json.dumps({k: c.VARIANTS[k] for k in CHOSEN}), lines))
print(len(cases), "cases,", sum("refusal" in x for x in cases), "refusals,", sum("error" in x for x in cases), "errors,",
      sum(bool(x.get("spans")) for x in cases), "with spans")
