"""Trains a small tokenizer of each kind that models have, and writes what transformers makes of fuzzed lines with it.

Run from the module's directory. For the default tests, with few lines, into resources/tokenizers:
    python src/test/python/tokenizer_kinds.py src/test/resources/tokenizers 24 320
and by name, with many lines and larger vocabularies:
    python src/test/python/tokenizer_kinds.py target/tokenizers 2000 2000
    ../mvnw -f .. -pl datasets -am verify -Dtest=TokenizerKindsTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dhone.tokenizers=target/tokenizers
Needs transformers 5.x; no network, no model.
"""
import json
import pathlib
import random
import sys

from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors,
                        trainers)
from transformers import PreTrainedTokenizerFast

TARGET, LINES, SIZE = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
TICKETS = pathlib.Path("samples/tickets/train.jsonl")
TEXTS = [m["content"] for line in TICKETS.read_text().splitlines()[:400] for m in json.loads(line)["messages"]]
TEXTS += ["Gr\u00fc\u00dfe aus K\u00f6ln, d\u00e9j\u00e0 vu", "\u65e5\u672c\u8a9e \u4e2d\u6587\u6587\u672c", "\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440",
          "def f(x):\n    return x ** 2  # 12345", "WordPiece and CamelCase HTTPServer 3.14159"] * 5
BOS, EOS, PAD, UNK = "<s>", "</s>", "<pad>", "<unk>"
SPECIAL = [UNK, BOS, EOS, PAD, "<|user|>", "<|end|>"]
BYTES = [f"<0x{b:02X}>" for b in range(256)]
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
          r"|\s+(?!\S)|\s+")
QWEN = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
TEKKEN = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
          r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}"
          r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
WITH_BOS = lambda t: processors.TemplateProcessing(single=f"{BOS} $A", special_tokens=[(BOS, t.token_to_id(BOS))])


def trained(model, trainer, normalizer=None, pre=None, decoder=None):
    t = Tokenizer(model)
    if normalizer:
        t.normalizer = normalizer
    if pre:
        t.pre_tokenizer = pre
    if decoder:
        t.decoder = decoder
    t.train_from_iterator(TEXTS, trainer)
    return t


def byte_level(split=None, normalizer=None, **model):
    by_regex = split is None
    bytes_of = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=by_regex)
    pre = bytes_of if by_regex else pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(p), b) for p, b in split] + [bytes_of])
    return trained(models.BPE(**model), trainers.BpeTrainer(
        vocab_size=SIZE, special_tokens=SPECIAL, show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())), normalizer, pre, decoders.ByteLevel())


def with_bytes(t):
    """Puts the 256 tokens for single bytes behind the special ones, where SentencePiece has them."""
    made = json.loads(t.to_str())
    learned = [w for w, _ in sorted(made["model"]["vocab"].items(), key=lambda x: x[1]) if w not in SPECIAL]
    made["model"]["vocab"] = {w: i for i, w in enumerate(SPECIAL + BYTES + learned)}
    made["model"]["byte_fallback"] = True
    return Tokenizer.from_str(json.dumps(made))


def sentencepiece(normalizer, pre):
    return with_bytes(trained(models.BPE(unk_token=UNK, fuse_unk=True), trainers.BpeTrainer(
        vocab_size=max(SIZE, 200) - 40, special_tokens=SPECIAL, show_progress=False, limit_alphabet=60), normalizer, pre,
        decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])))


def llama2():
    t = sentencepiece(normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")]), None)
    t.post_processor = WITH_BOS(t)
    return t


def llama2_new():
    t = sentencepiece(None, pre_tokenizers.Metaspace(prepend_scheme="first", split=False))
    t.post_processor = WITH_BOS(t)
    return t


def gemma():
    t = sentencepiece(normalizers.Replace(" ", "\u2581"), pre_tokenizers.Split(" ", "merged_with_previous"))
    t.post_processor = WITH_BOS(t)
    return t


def llama3():
    t = byte_level([(LLAMA3, "isolated")], ignore_merges=True)
    t.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=True), WITH_BOS(t)])
    return t


def unigram(normalizer, pre):
    t = trained(models.Unigram(), trainers.UnigramTrainer(
        vocab_size=SIZE, special_tokens=SPECIAL, unk_token=UNK, show_progress=False), normalizer, pre, decoders.Metaspace())
    t.post_processor = processors.TemplateProcessing(single=f"$A {EOS}", special_tokens=[(EOS, t.token_to_id(EOS))])
    return t


def word_piece():
    names = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"]
    t = trained(models.WordPiece(unk_token="[UNK]"), trainers.WordPieceTrainer(
        vocab_size=SIZE, special_tokens=names + SPECIAL, show_progress=False),
        normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer(), decoders.WordPiece())
    t.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return t


def with_added(t):
    """Added tokens that strip and that only match whole words."""
    t.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    t.add_tokens([AddedToken("hone", single_word=True), AddedToken("\U0001f600\U0001f600", normalized=False)])
    return t


KINDS = {
    "gpt2": lambda: byte_level(),
    "llama3": llama3,
    "qwen": lambda: byte_level([(QWEN, "isolated")], normalizers.NFC()),
    "tekken": lambda: byte_level([(TEKKEN, "isolated")]),
    "deepseek": lambda: byte_level([(r"\p{N}{1,3}", "isolated"), (r"[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+", "isolated"),
                                    (r"[!-/:-~]+[A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
                                     r"|\s*[\r\n]+|\s+(?!\S)|\s+", "isolated")]),
    "llama2": llama2,
    "llama2-first": llama2_new,
    "gemma": gemma,
    "unigram": lambda: unigram(normalizers.NFKC(), pre_tokenizers.Metaspace()),
    "unigram-spaces": lambda: unigram(
        normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]),
        pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])),
    "wordpiece": word_piece,
    "added": lambda: with_added(byte_level()),
}

ALPHABETS = ["abcdefghij ", "ABC xyz'", "0123456789.,", " \t\n\r", "\u00e9\u00e8\u00fc\u00df\u00c5\u212b", "e\u0301a\u0308o\u0328", "\u65e5\u672c\u8a9e\u4e2d\u6587\uac00\ub098",
             "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd", "\u0e2a\u0e27\u0e31\u0e2a", "\u0928\u092e\u0938\u094d\u0924\u0947", "\U0001f600\U0001f44d\U0001f3fd\u200d\U0001f468\u2764\ufe0f\U0001f1e9\U0001f1ea",
             "\u00a0\u2003\u3000\u200b\u2028\ufeff", "\x01\x1f\x7f\x85", "!?-_/\\<>|{}[]()@#$%^&*~`\"'", "\ufb01\u2460\u00bd\u00b2\u2122\uff21", "\u2581\u0120\u010a",
             "\U00020000\U0010ffff\ue000\ufffd"]
WORDS = ["parcel", "Invoice", "don't", "I'LL", "HTTPServer", "\u2581x", "12345678", "hone", "honest", "  ", "   \n", "\r\n", "K\u00f6ln",
         "<0x0A>", "<mask>", "[MASK]", "<s", "\U0001f600\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\u1e9b\u0323"] + SPECIAL


def line(r):
    pieces = []
    for _ in range(r.randrange(1, 12)):
        kind = r.randrange(4)
        if kind == 0:
            pieces.append(r.choice(WORDS))
        elif kind == 1:
            text = r.choice(TEXTS)
            start = r.randrange(len(text))
            pieces.append(text[start:start + r.randrange(1, 30)])
        elif kind == 2:
            pieces.append("".join(r.choice(r.choice(ALPHABETS)) for _ in range(r.randrange(1, 10))))
        else:
            alphabet = r.choice(ALPHABETS)
            pieces.append("".join(r.choice(alphabet) for _ in range(r.randrange(1, 10))))
    return r.choice(["", " "]).join(pieces)


r = random.Random(7)
lines = ["", " ", "a", "\n", "\U0001f600b", "e\u0301 \U0001f44d\U0001f3fd ok"] + [line(r) for _ in range(LINES - 6)]
TARGET.mkdir(parents=True, exist_ok=True)
(TARGET / "lines.json").write_text(json.dumps(lines) + "\n")
for name, make in KINDS.items():
    folder = TARGET / name
    folder.mkdir(exist_ok=True)
    make().save(str(folder / "tokenizer.json"), pretty=False)
    hf = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    rows = []
    for text in lines:
        plain = hf(text, add_special_tokens=False, return_offsets_mapping=True)
        rows.append({"ids": plain["input_ids"], "framed": hf(text)["input_ids"], "offsets": plain["offset_mapping"]})
    (folder / "references.json").write_text("[" + ",\n".join(json.dumps(x, separators=(",", ":")) for x in rows) + "]\n")
print(len(KINDS), "kinds,", len(lines), "lines")
