"""Writes src/test/resources/recipe: what TRL and transformers make of packing, schedules, and short runs on the
base reference/tied. Each run starts from the adapter in recipe/start.

Run from the module's directory: python src/test/python/recipe_reference.py
Needs torch 2.13, transformers 5.18, peft 0.21, trl 1.13. Run by hand when a reference is added; no build needs it.
"""
import json, os, random, shutil, tempfile
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from datasets import Dataset
from peft import LoraConfig
from tokenizers import Tokenizer
from transformers import EarlyStoppingCallback, LlamaForCausalLM, PreTrainedTokenizerFast, get_scheduler
from trl import SFTConfig, SFTTrainer, pack_dataset

RESOURCES = os.path.join(os.path.dirname(__file__), "../resources")
BASE = f"{RESOURCES}/reference/tied"
OUT = f"{RESOURCES}/recipe"
V = 61
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
TEMPLATE = ("{% for m in messages %}{% if m.role == 'assistant' %}w4 {% generation %}{{ m.content }} w59{% endgeneration %} "
            "{% else %}w3 {{ m.content }} w5 {% endif %}{% endfor %}{% if add_generation_prompt %}w4 {% endif %}")

def write(name, value):
    with open(f"{OUT}/{name}.json", "w") as file:
        json.dump(value, file, separators=(",", ":"))

def packing():
    """Each row holds its own index as often as it is long, so that the bins tell which rows they hold."""
    rng = random.Random(3)
    cases = {
        "documented": ([5, 2, 3, 1], 4),
        "ties": ([3, 5, 3, 5, 1, 3, 5, 2, 2, 8, 8, 4], 8),
        "too long": ([9, 40, 12, 11, 13, 100, 1, 12], 12),
        "alone": ([6, 6, 6], 6),
        "many": ([min(96, int(rng.lognormvariate(3, 0.8)) + 1) for _ in range(2300)], 77),
    }
    out = {}
    for name, (lengths, size) in cases.items():
        packed = pack_dataset(Dataset.from_dict({"input_ids": [[i] * n for i, n in enumerate(lengths)]}), size, "bfd")
        bins = []
        for row in packed:
            at, members = 0, []
            for n in row["seq_lengths"]:
                members.append(row["input_ids"][at])
                at += n
            bins.append(members)
        out[name] = {"lengths": lengths, "size": size, "bins": bins}
    write("packing", out)

def schedules():
    out = []
    for name, kwargs in (("linear", {}), ("cosine", {}), ("constant_with_warmup", {}), ("cosine_with_min_lr", {"min_lr_rate": 0.1})):
        for total, warmup in ((10, 0), (10, 3), (7, 7), (50, 5), (3, 5)):
            optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
            schedule = get_scheduler(name, optimizer, warmup, total, kwargs)
            rates = []
            for _ in range(total):
                rates.append(schedule.get_last_lr()[0])
                optimizer.step()
                schedule.step()
            out.append({"name": name, "total": total, "warmup": warmup, "rates": rates})
    write("schedules", out)

def words(rng, low, high):
    """Without padding and stop token, which are the last two words: no other word begins with theirs."""
    return [rng.randint(6, V - 4) for _ in range(rng.randint(low, high))]

def text(ids):
    return " ".join(f"w{i}" for i in ids)

def tokens(seed, count, low, high):
    rng = random.Random(seed)
    rows = []
    for i in range(count):
        ids = words(rng, low, high)
        masked = 0 if i == 3 else rng.randint(1, len(ids) - 2)
        rows.append({"input_ids": ids, "labels": [-100] * masked + ids[masked:]})
    return rows

def completions(seed, count):
    rng = random.Random(seed)
    return [{"prompt": text(words(rng, 2, 12)) + " ", "completion": text(words(rng, 1, 9)) + " "} for _ in range(count)]

def chats(seed, count):
    rng = random.Random(seed)
    rows = []
    for _ in range(count):
        messages = []
        for _ in range(rng.randint(1, 2)):
            messages += [{"role": "user", "content": text(words(rng, 1, 8))}, {"role": "assistant", "content": text(words(rng, 1, 6))}]
        rows.append({"messages": messages})
    return rows

def tokenizer():
    made = PreTrainedTokenizerFast(tokenizer_object=Tokenizer.from_file(f"{BASE}/tokenizer.json"),
                                   unk_token="<unk>", pad_token="w58", eos_token="w59")
    made.chat_template = TEMPLATE
    return made

def directory():
    os.makedirs(f"{OUT}/text")
    shutil.copy(f"{BASE}/tokenizer.json", f"{OUT}/text/tokenizer.json")
    json.dump({"eos_token": "w59", "chat_template": TEMPLATE}, open(f"{OUT}/text/tokenizer_config.json", "w"))

def trainer(rows, evaluation=None, callbacks=None, **arguments):
    base = LlamaForCausalLM.from_pretrained(BASE, dtype=torch.float32)
    settings = SFTConfig(tempfile.mkdtemp(), logging_steps=1, bf16=False, use_cpu=True, report_to="none", seed=42,
                         disable_tqdm=True, **{"save_strategy": "no", **arguments})
    torch.manual_seed(7)
    return SFTTrainer(model=base, args=settings, train_dataset=Dataset.from_list(rows), processing_class=tokenizer(),
                      eval_dataset=None if evaluation is None else Dataset.from_list(evaluation), callbacks=callbacks,
                      peft_config=LoraConfig(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=MODULES, task_type="CAUSAL_LM"))

def curve(name, rows, evaluation=None, **more):
    made = trainer(rows, evaluation, **more)
    start = f"{OUT}/start"
    if not os.path.exists(start):
        made.model.peft_config["default"].base_model_name_or_path = "tiny"
        made.model.save_pretrained(start)
        os.remove(f"{start}/README.md")
    made.train()
    history = made.state.log_history
    out = {"rows": rows,
           "logs": [[l[k] for k in ("loss", "grad_norm", "learning_rate", "epoch")] for l in history if "loss" in l]}
    if evaluation is not None:
        out |= {"validation": evaluation, "best": made.state.best_global_step,
                "validated": [[l["step"], l["eval_loss"]] for l in history if "eval_loss" in l]}
    write(name, out)
    print(name, len(out["logs"]), "steps, first and last loss", out["logs"][0][0], out["logs"][-1][0], out.get("best"), out.get("validated"))

shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
packing()
schedules()
directory()
STEPS = dict(max_steps=50, learning_rate=5e-3)
# 22 rows in batches of 5: the last batch of an epoch has 2 rows, the last window 1 batch
curve("cosine", tokens(1, 22, 5, 30), **STEPS, per_device_train_batch_size=5, gradient_accumulation_steps=2,
      lr_scheduler_type="cosine", warmup_steps=0.1)
curve("packed", tokens(2, 37, 4, 60), **STEPS, per_device_train_batch_size=3, gradient_accumulation_steps=2,
      lr_scheduler_type="linear", warmup_steps=3, packing=True, max_length=48)
curve("completion", completions(3, 22), **STEPS, per_device_train_batch_size=4, gradient_accumulation_steps=7,
      lr_scheduler_type="cosine_with_min_lr", lr_scheduler_kwargs={"min_lr_rate": 0.1}, warmup_steps=0, weight_decay=0.01)
curve("assistant", chats(4, 22), **STEPS, per_device_train_batch_size=4, gradient_accumulation_steps=2, assistant_only_loss=True,
      lr_scheduler_type="constant_with_warmup", warmup_steps=5)
curve("all", chats(5, 22), **STEPS, per_device_train_batch_size=2, gradient_accumulation_steps=1, packing=True, max_length=40,
      lr_scheduler_type="linear", warmup_steps=0)
# the validation set shares a row with the training set: its loss falls, at last by less than the threshold, then rises
curve("stopping", tokens(6, 22, 5, 30), tokens(6, 22, 5, 30)[:1] + tokens(7, 4, 5, 30), num_train_epochs=20,
      learning_rate=1e-2, lr_scheduler_type="linear", warmup_steps=0, per_device_train_batch_size=5,
      gradient_accumulation_steps=2, per_device_eval_batch_size=16, eval_strategy="steps", eval_steps=2,
      save_strategy="steps", save_steps=2, load_best_model_at_end=True, callbacks=[EarlyStoppingCallback(3, 0.005)])
