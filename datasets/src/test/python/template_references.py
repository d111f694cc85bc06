"""Writes templates/references.json: what transformers renders for our chat templates.

Run from the module's directory: python src/test/python/template_references.py
Needs transformers 5.x; no network, no model.
"""
import json
import pathlib

from transformers.utils.chat_template_utils import render_jinja_template

DIRECTORY = pathlib.Path(__file__).parent.parent / "resources" / "templates"

U = lambda text: {"role": "user", "content": text}
A = lambda text: {"role": "assistant", "content": text}
S = lambda text: {"role": "system", "content": text}
CONVERSATIONS = {
    "short": [U("Hi"), A("Hello!")],
    "system": [S("  Be brief.\n"), U("What is 2 + 2?"), A("4"), U("And 3 + 3?"), A("6")],
    "unicode": [U("caf\u00e9 \U0001f600 \u65e5\u672c\u8a9e e\u0301"), A("\U0001f44d\U0001f3fd ok\n\n\tdone ")],
    "open": [S("You help."), U("Tell me more")],
    "thinking": [U("a"), A("<think>\nhmm\n</think>\n\nfirst"), U("b"), A("<think>x</think>second")],
    "twoUsers": [U("one"), U("two"), A("three")],
    "markup": [U("{{ 7 * 7 }} {% if %} <|end|> \"quotes\" 'single' \\ back"), A("a & b < c")],
}
VARIABLES = {"bos_token": "<s>", "eos_token": "</s>"}

# What single constructs do. Messages are those of "system".
PROBES = r"""
{{ 1 + 2 * 3 - 4 // 3 }} {{ 7 / 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 1e3 }} {{ 0.1 + 0.2 }} {{ 1e20 }} {{ 1.5e-7 }}
{{ true }} {{ false }} {{ none }} {{ True }} {{ None }} {{ [1, 'a', none, true, 1.0] }} {{ {'a': 1, 'b': [2, 'x\'y']} }}
{{ "a" ~ 1 ~ none ~ true ~ 2.50 }}|{{ 'a' 'b' }}|{{ 'x' * 3 }}|{{ [1] * 2 + [3] }}
{{ missing }}|{{ missing is defined }}|{{ missing is not defined }}|{{ messages[0].nothing is defined }}|{{ missing | default('d') }}|{{ '' | default('e', true) }}|{{ none | default('f') }}
{{ not missing is none }} {{ not none is none }} {{ 1 if missing else 2 }} {{ '' if false }}|{{ 'y' if true and not false or x }}
{{ 'a' in 'cat' }} {{ 'a' not in ['b'] }} {{ 'role' in messages[0] }} {{ 1 in [1.0] }} {{ 2 > 1 }} {{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ true == 1 }} {{ 'a' != 'b' }}
{{ messages[0]['role'] }} {{ messages[-1].role }} {{ messages[1:] | length }} {{ messages[::-1][0].content }} {{ messages[1:-1] | length }} {{ 'abcdef'[1:4] }} {{ 'abcdef'[::-1] }} {{ 'abcdef'[::2] }} {{ 'abcdef'[-2:] }} {{ 'abc'[10:] }} {{ 'abc'[5] is defined }} {{ [1,2,3][-9:2] }} {{ [1,2,3][2:0:-1] }}
{{ '  a b '.strip() }}|{{ '  a '.lstrip() }}|{{ ' a  '.rstrip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'a,b,,c'.split(',') }}|{{ ' a  b c '.split() }}|{{ 'a b c'.split(' ', 1) }}|{{ 'a-b-c'.rsplit('-', 1) }}|{{ 'a</t>b'.split('</t>')[-1] }}
{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'bc')) }} {{ 'aXa'.lower() }} {{ 'a b'.title() }} {{ "it's a DOG's life".title() }} {{ 'hello World'.capitalize() }} {{ 'a.b'.replace('.', '-') }} {{ 'aaa'.replace('a', 'b', 2) }} {{ 'abc'.find('c') }} {{ 'banana'.count('an') }} {{ '12'.isdigit() }}
{{ 'a' | upper }} {{ ' x ' | trim }}| {{ [1, 2] | join(', ') }} {{ 'abc' | length }} {{ [3, 1] | first }} {{ [3, 1] | last }} {{ [3,1,2] | sort }} {{ 'abc' | list }} {{ [1,2] | string }} {{ {'b':1,'a':2} | items | list }} {{ {'b':1,'a':2} | dictsort }} {{ 'abc' | reverse }} {{ ['a','A','b'] | unique | list }} {{ '5' | int + 1 }} {{ -3 | abs }} {{ 'hello wORLD' | title }} {{ 'a' | replace('a','b') }}
{{ messages | map(attribute='role') | join(',') }} {{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | rejectattr('role', 'in', ['user', 'system']) | map(attribute='content') | list }} {{ ['a', '', 'b'] | select | list }} {{ [1,2,3,4] | select('odd') | list }} {{ ['a','b'] | map('upper') | join }} {{ [1,2,3] | reject('gt', 2) | list }} {{ [1,2,3] | sum }}
{{ {'a': [1, 2.5, none, true, 'x"y\n\u00e9\U0001f600</'], 'b': {}} | tojson }} {{ [] | tojson }} {{ 'tab\there' | tojson }}
{{ {'a': [1, {'b': 2}], 'c': []} | tojson(indent=2) }}
{{ {'b': 1, 'a': 2} | tojson(sort_keys=true, separators=(',', ':')) }}
{{ 'x' is string }} {{ {} is mapping }} {{ [] is iterable }} {{ 'x' is iterable }} {{ 1 is number }} {{ 1 is integer }} {{ true is boolean }} {{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ none is none }} {{ 'a' is in ['a'] }} {{ true is true }} {{ [] is sequence }} {{ 1 is eq 1 }} {{ [] is string }} {{ 2.0 is float }}
{% set ns = namespace(found=false, n=0) %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.found = true %}{% set ns.n = ns.n + loop.index0 %}{% endif %}{% endfor %}{{ ns.found }} {{ ns.n }}
{% set ns = namespace(multi=true, last=messages|length - 1) %}{{ ns.last }} {{ ns.multi }} {{ ns.nope is defined }}
{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }},{% endfor %}{{ x }}{% if true %}{% set x = 9 %}{% endif %}{{ x }}
{% for m in messages %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}{% if loop.previtem is defined %}<{{ loop.previtem.role }}{% endif %}{% if loop.nextitem is defined %}>{{ loop.nextitem.role }}{% endif %};{% endfor %}
{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }} {% endfor %}{% for k in {'x': 1} %}{{ k }}{% endfor %}{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 0, -2) %}{{ i }}{% endfor %}
{% for i in [] %}x{% else %}empty{% endfor %}{% for i in [1, 2, 3, 4] if i % 2 == 0 %}{{ i }}{{ loop.index }}{% endfor %}{% for i in [1,2,3] %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}{% for i in [1,2,3] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% macro tag(name, text='none') %}<{{ name }}>{{ text }}</{{ name }}>{% endmacro %}{{ tag('a') }}{{ tag('b', text='c') }}{{ tag(name='d') | upper }}
{% set block %}one {{ 1 + 1 }}{% endset %}[{{ block }}]{% set a, b = [1, 2] %}{{ a }}{{ b }}
{% if messages[0]['role'] == 'system' %}sys{% elif false %}no{% else %}none{% endif %}{# a comment #}{% raw %}{{ raw }}{% endraw %}
{{ (messages | first).content | trim }}:{{ messages[0].content.strip().split(' ')[0] }}:{{ messages[0].get('tool', 'no') }}:{{ messages[0].get('tool') }}:{{ messages[0].items() | list }}:{{ messages[0].keys() | list }}
{{ "\u00e9\x41\n\t\\" }}|{{ 'a\'b' }}|{{ "\d" }}|{{ [ "\n", "it's", 'say "x"', '\u200b' ] }}
{{ '\U0001f600b'[1] }}{{ '\U0001f600b' | length }}{{ '\U0001f600b'[::-1] }}{{ '\u00a0x\u2003' | trim }}|{% for c in 'a\U0001f600' %}[{{ c }}]{% endfor %}
{{ ('a', 'b') | join('-') }}{{ ('a', 1) }}{{ () }}{{ (1,) }}{{ ['a'] == ('a',) }}{{ (1, 2)[:1] }}{{ dict(a=1, b='x') }}{{ {'a': {'b': 'deep'}}.a.b }}{{ {'items': 3}['items'] }}{{ [[1, 2], [3]][0][1] }}{{ 'a' if 1 else 'b' if 2 else 'c' }}
  {%- if true -%}   tight   {%- endif -%}   end   {{- ' x ' -}}   z
"""
WHITESPACE = [
    "a\n  {% if true %}\n  b\n  {% endif %}\nc\n",
    "a\n  {%- if true %}\n  b\n  {%- endif %}\nc\n\n",
    "a\n  {%+ if true %}\n  b\n  {%+ endif +%}\nc",
    "  {{ 'x' }}\n  {# gone #}\n  y {% set a = 1 %}\nz {# c #} \n",
    "{% for i in [1, 2] %}\n  {{ i }}\n{% endfor %}\n\n\nend",
    "{% for i in [1, 2] -%}\n  {{ i -}}\n{% endfor %} \t {% if true %} x {% endif %}  ",
    "a\r\n{% if true %}\r\nb\r\n{% endif %}\r\n",
    "{{- 'a' }}\n{{ 'b' -}} \n c\t{% raw %}\n {{ x }} \n{% endraw %}\n d",
    "\n\n  {% generation %}\n g \n  {% endgeneration %}\n  h",
    "x{% if true %}\n\n  {% if true %}  \n  {% endif %}\n{% endif %}y",
    "{% if true %}{% if true %}  {% endif %}{% endif %}|",
]
FAILING = [
    "{{ missing.member }}", "{{ 1 + 'a' }}", "{{ raise_exception('no tools') }}", "{{ 1 / 0 }}",
    "{{ messages.append(1) }}", "{{ 'a' | nofilter }}", "{{ 'a' is notest }}", "{% if %}x{% endif %}",
    "{% if true %}x", "{{ 'a }}", "{% endfor %}", "{{ [1, 2 }}", "{% set x.y = 1 %}", "{{ missing() }}",
    "{% unknown %}", "{{ 1 < 'a' }}", "{{ ''.__class__.__mro__ }}{{ ''.__class__.x }}",
]


def case(name, template, messages, prompt):
    text, spans = render_jinja_template(
        conversations=[messages], chat_template=template, add_generation_prompt=prompt,
        return_assistant_tokens_mask=True, **VARIABLES)
    return {"name": name, "template": template, "messages": messages, "prompt": prompt,
            "text": text[0], "spans": spans[0]}


def attempt(*arguments):
    try:
        return case(*arguments)
    except Exception as failure:  # a template's own refusal is a reference too
        name, template, messages, prompt = arguments
        return {"name": name, "template": template, "messages": messages, "prompt": prompt,
                "error": str(failure).splitlines()[0]}


cases = []
for file in sorted(DIRECTORY.glob("*.jinja")):
    template = file.read_text()
    for name, messages in CONVERSATIONS.items():
        for prompt in (False, True):
            cases.append(attempt(f"{file.stem}/{name}/{'prompt' if prompt else 'whole'}",
                                 template, messages, prompt))
for number, probe in enumerate(PROBES.strip("\n").split("\n")):
    cases.append(case(f"probe/{number}", probe, CONVERSATIONS["system"], False))
for number, template in enumerate(WHITESPACE):
    cases.append(case(f"white space/{number}", template, CONVERSATIONS["short"], False))
for number, template in enumerate(FAILING):
    failed = attempt(f"failing/{number}", template, CONVERSATIONS["short"], False)
    assert "error" in failed, template
    cases.append(failed)
(DIRECTORY / "references.json").write_text(json.dumps(cases, indent=1) + "\n")
print(len(cases), "cases,", sum("error" in c for c in cases), "of them refusals")
