"""Writes the reference values that the trainer's tests compare with, into src/test/resources/reference.

Needs torch 2.13, transformers 5.18, peft 0.21, trl 1.13. Run by hand when a reference is added; no build needs it.
"""
import json, os, random, shutil, sys, tempfile
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from datasets import Dataset
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

OUT = os.path.join(os.path.dirname(__file__), "../resources/reference")
V = 61
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
SHAPES = {
    "tied": dict(hidden_size=32, intermediate_size=48, head_dim=10, tie_word_embeddings=True,
                 rope_parameters={"rope_type": "default", "rope_theta": 10000.0}),
    "untied": dict(hidden_size=64, intermediate_size=80, head_dim=18, tie_word_embeddings=False,
                   rope_parameters={"rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0, "low_freq_factor": 1.0,
                                    "high_freq_factor": 4.0, "original_max_position_embeddings": 32}),
}

def save(tuned, directory):
    """As PEFT saves it, less what is of this machine."""
    tuned.peft_config["default"].base_model_name_or_path = "tiny"
    tuned.save_pretrained(directory)
    os.remove(f"{directory}/README.md")

def build(name):
    torch.manual_seed(11)
    config = LlamaConfig(vocab_size=V, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, rms_norm_eps=1e-5,
                         max_position_embeddings=64, eos_token_id=2, bos_token_id=None, pad_token_id=0, **SHAPES[name])
    model = LlamaForCausalLM(config).eval()
    for p in model.parameters():
        p.data = p.data.normal_(0, 0.15) if p.dim() > 1 else p.data.uniform_(0.5, 1.5)
    directory = f"{OUT}/{name}"
    model.save_pretrained(directory)
    words = Tokenizer(models.WordLevel({**{f"w{i}": i for i in range(V - 1)}, "<unk>": V - 1}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.save(f"{directory}/tokenizer.json")
    return model, directory

def values(name):
    model, directory = build(name)
    lengths = [1, 7, 23, 40]
    rows = [torch.randint(3, V, (n,)) for n in lengths]
    out = {"ids": torch.cat(rows).float(), "lengths": torch.tensor(lengths).float()}
    with torch.no_grad():
        out["logits"] = torch.cat([model(r[None]).logits[0] for r in rows])
    tuned = get_peft_model(model, LoraConfig(r=3, lora_alpha=6, target_modules=MODULES, task_type="CAUSAL_LM"))
    for n, p in tuned.named_parameters():
        if "lora_" in n:
            p.data.normal_(0, 0.1)
    total = 0
    for r in rows:
        if len(r) > 1:
            logits = tuned(input_ids=r[None]).logits[0]
            total = total + torch.nn.functional.cross_entropy(logits[:-1], r[1:], reduction="sum")
    total.backward()
    out["loss"] = total.detach().view(1)
    for n, p in tuned.named_parameters():
        if "lora_" in n:
            out["gradient:" + n.replace(".default", "")] = p.grad.clone()
    save_file(out, f"{directory}/expected.safetensors")
    save(tuned, f"{directory}/adapter")

def curve():
    words = Tokenizer.from_file(f"{OUT}/tied/tokenizer.json")
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>", pad_token="w0", eos_token="w2")
    rng = random.Random(1)
    rows = []
    for i in range(22):
        length = rng.randint(5, 30)
        ids = [rng.randint(3, V - 2) for _ in range(length)]
        masked = 0 if i == 3 else rng.randint(1, length - 2)
        rows.append({"input_ids": ids, "labels": [-100] * masked + ids[masked:]})
    base = LlamaForCausalLM.from_pretrained(f"{OUT}/tied", dtype=torch.float32)
    arguments = SFTConfig(tempfile.mkdtemp(), per_device_train_batch_size=4, gradient_accumulation_steps=2, num_train_epochs=3,
                          learning_rate=1e-2, lr_scheduler_type="cosine", warmup_steps=0.1, logging_steps=1, bf16=False, use_cpu=True,
                          report_to="none", seed=42, save_strategy="no", disable_tqdm=True)
    torch.manual_seed(7)
    trainer = SFTTrainer(model=base, args=arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer,
                         peft_config=LoraConfig(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=MODULES, task_type="CAUSAL_LM"))
    save(trainer.model, f"{OUT}/curve")
    trainer.train()
    logs = [{k: l[k] for k in ("loss", "grad_norm", "learning_rate", "epoch")} for l in trainer.state.log_history if "loss" in l]
    json.dump({"rows": rows, "logs": logs}, open(f"{OUT}/curve/curve.json", "w"))
    print(logs)

def order():
    out = {}
    for n, seed in ((22, 42), (22, 43), (1000, 7)):
        g = torch.Generator(); g.manual_seed(seed)
        out[f"{n}/{seed}"] = torch.randperm(n, generator=g).tolist()
    json.dump(out, open(f"{OUT}/order.json", "w"))

shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
for shape in SHAPES:
    values(shape)
order()
curve()
