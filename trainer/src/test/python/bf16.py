"""Writes src/test/resources/bf16: the losses of TRL's runs in bf16 on the base reference/tied and the rows of recipe/cosine.json,
plain and DoRA. The runs of one kind differ in what their adapters start from alone, drawn by another seed each; what the first
starts from is kept.

Run from the module's directory, after recipe_reference.py: python src/test/python/bf16.py
Another base, rows cut from a text, and sizes may be given; see --help. What it wrote is then measured by
./hone test -pl trainer -am -Dtest=Bf16CurveTest -Dhone.bf16=OUT -Dsurefire.failIfNoSpecifiedTests=false
Needs torch 2.13, transformers 5.18, peft 0.21, trl 1.13. Run by hand when a reference is added; no build needs it.
"""
import argparse, json, os, random, shutil, tempfile
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from datasets import Dataset
from peft import LoraConfig
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

RESOURCES = "src/test/resources"
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
p = argparse.ArgumentParser()
p.add_argument("--base", default=f"{RESOURCES}/reference/tied")
p.add_argument("--text", help="file that rows of --length tokens are cut from; without it the rows of recipe/cosine.json")
p.add_argument("--length", type=int, default=128); p.add_argument("--rows", type=int, default=64)
p.add_argument("--batch", type=int, default=5); p.add_argument("--accumulation", type=int, default=2)
p.add_argument("--steps", type=int, default=50); p.add_argument("--rate", type=float, default=5e-3)
p.add_argument("--rank", type=int, default=4); p.add_argument("--alpha", type=int, default=8)
p.add_argument("--seeds", type=int, default=8); p.add_argument("--out", default=f"{RESOURCES}/bf16")
a = p.parse_args()
WORDS = Tokenizer.from_file(f"{a.base}/tokenizer.json")

def rows():
    if not a.text:
        return json.load(open(f"{RESOURCES}/recipe/cosine.json"))["rows"]
    ids = WORDS.encode(open(a.text).read(), add_special_tokens=False).ids
    starts = random.Random(1).sample(range(0, len(ids) - a.length, a.length), a.rows)
    return [{"input_ids": ids[i:i + a.length], "labels": ids[i:i + a.length]} for i in starts]

ROWS = rows()

def run(seed, dora, start):
    last = WORDS.get_vocab_size() - 1
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=WORDS, pad_token=WORDS.id_to_token(last - 1), eos_token=WORDS.id_to_token(last))
    settings = SFTConfig(tempfile.mkdtemp(), logging_steps=1, bf16=True, use_cpu=True, report_to="none", seed=42, disable_tqdm=True,
                         save_strategy="no", max_steps=a.steps, learning_rate=a.rate, per_device_train_batch_size=a.batch,
                         gradient_accumulation_steps=a.accumulation, lr_scheduler_type="cosine", warmup_steps=0.1,
                         gradient_checkpointing=False)
    base = AutoModelForCausalLM.from_pretrained(a.base, dtype=torch.bfloat16)
    torch.manual_seed(seed)
    trainer = SFTTrainer(model=base, args=settings, train_dataset=Dataset.from_list(ROWS), processing_class=tokenizer,
                         peft_config=LoraConfig(r=a.rank, lora_alpha=a.alpha, lora_dropout=0.0, target_modules=MODULES, use_dora=dora,
                                                task_type="CAUSAL_LM"))
    if start:
        trainer.model.peft_config["default"].base_model_name_or_path = "tiny"
        trainer.model.save_pretrained(start)
        os.remove(f"{start}/README.md")
        os.chmod(f"{start}/adapter_model.safetensors", 0o644)
    trainer.train()
    return [l["loss"] for l in trainer.state.log_history if "loss" in l]

shutil.rmtree(a.out, ignore_errors=True)
os.makedirs(a.out)
described = {k: getattr(a, k) for k in ("base", "rank", "alpha", "batch", "accumulation", "steps", "rate")}
json.dump(described | {"rows": ROWS}, open(f"{a.out}/run.json", "w"), separators=(",", ":"))
for name, dora in (("plain", False), ("dora", True)):
    losses = [run(seed, dora, f"{a.out}/{name}" if seed == 0 else None) for seed in range(a.seeds)]
    json.dump(losses, open(f"{a.out}/{name}.json", "w"), separators=(",", ":"))
    at = torch.tensor(losses)
    print(name, "deviation at the last step", at.std(0)[-1].item(), "mean", at.mean(0)[-1].item())
