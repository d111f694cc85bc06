"""Writes resources/tokenizer: a small byte-level tokenizer and, in references.json, what transformers
makes of some texts and conversations with it.

Run from the module's directory: python src/test/python/tiny_tokenizer.py
Needs transformers 5.x; no network, no model.
"""
import json
import pathlib

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

RESOURCES = pathlib.Path(__file__).parent.parent / "resources"
DIRECTORY = RESOURCES / "tokenizer"
TICKETS = pathlib.Path("samples/tickets/train.jsonl")
SPECIAL = ["<|pad|>", "<|endoftext|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]

texts = [m["content"] for line in TICKETS.read_text().splitlines()[:300]
         for m in json.loads(line)["messages"]]
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
    vocab_size=420, special_tokens=SPECIAL, show_progress=False,
    initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
DIRECTORY.mkdir(exist_ok=True)
tokenizer.save(str(DIRECTORY / "tokenizer.json"))
template = (RESOURCES / "templates" / "hone-nano.jinja").read_text()
(DIRECTORY / "tokenizer_config.json").write_text(json.dumps({
    "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": None, "eos_token": "<|end|>",
    "pad_token": {"content": "<|pad|>", "special": True}, "chat_template": template}, indent=1) + "\n")
(DIRECTORY / "generation_config.json").write_text('{"eos_token_id": [2, 1]}\n')

hf = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>", pad_token="<|pad|>")
hf.chat_template = template
U = lambda text: {"role": "user", "content": text}
A = lambda text: {"role": "assistant", "content": text}
S = lambda text: {"role": "system", "content": text}
CONVERSATIONS = [
    [U("My invoice is wrong."), A('{"category":"billing"}')],
    [S("Be brief."), U("Hi"), A("Hello"), U("Bye"), A("Goodbye, see you")],
    [U("\U0001f600\U0001f600 caf\u00e9"), A("b"), U("\u65e5\u672c"), A("e\u0301x")],
    [U("smile"), A("\U0001f44d\U0001f3fd is a thumb, \u65e5\u672c\u8a9e is not")],
    [U("lines"), A("\n\nfirst\n\nsecond\n")],
]
references = []
for messages in CONVERSATIONS:
    made = hf.apply_chat_template(messages, return_dict=True, return_assistant_tokens_mask=True)
    prompt = hf.apply_chat_template(messages[:-1], add_generation_prompt=True, return_dict=True)
    references.append({"messages": messages, "ids": made["input_ids"],
                       "mask": made["assistant_masks"], "prompt": prompt["input_ids"]})
(DIRECTORY / "references.json").write_text(json.dumps(references) + "\n")
print(tokenizer.get_vocab_size(), "tokens,", len(references), "conversations")
