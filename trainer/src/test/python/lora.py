"""Writes what PEFT computes with adapters that are more than plain, on models that families.py wrote, into
src/test/resources/reference/lora.

Needs torch 2.13, transformers 5.18, peft 0.21. Run by hand when an option is added; no build needs it. Names may be given to
write some only.
"""
import os, shutil, sys
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

HERE = os.path.join(os.path.dirname(__file__), "../resources/reference")
LENGTHS = [7, 19]
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
PATTERNS = dict(target_modules=["q_proj", "v_proj", "up_proj", "down_proj"], lora_alpha=4,
                rank_pattern={r"layers\.0\..*q_proj": 5, "mlp.up_proj": 1},
                alpha_pattern={r"model\.layers\.[1-9]\.(self_attn|mlp)\.(v|down)_proj": 7, r"layers.0.mlp.up_proj": 2.5})
# name: family, options
ADAPTERS = {
    "rslora": ("llama-default", dict(target_modules=ALL, lora_alpha=4, use_rslora=True)),
    "patterns": ("llama-default", PATTERNS),
    "patterns-rslora": ("nemotron", dict(**PATTERNS, use_rslora=True)),
    "names": ("llama-default", dict(target_modules=["model.layers.1.self_attn.q_proj", "0.mlp.down_proj", "v_proj"], lora_alpha=4)),
    "dora": ("llama-default", dict(target_modules=ALL, lora_alpha=4, use_dora=True)),
    "dora-bias": ("qwen2", dict(target_modules=["q_proj", "v_proj", "gate_proj"], lora_alpha=4, use_dora=True)),
    "dora-norms": ("gemma3", dict(target_modules=["o_proj", "down_proj", "k_proj"], lora_alpha=4, use_dora=True)),
    "dora-patterns-rslora": ("nemotron", dict(**PATTERNS, use_rslora=True, use_dora=True)),
}

def values(name):
    torch.manual_seed(23)
    family, options = ADAPTERS[name]
    directory = f"{HERE}/lora/{name}"
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    model = AutoModelForCausalLM.from_pretrained(f"{HERE}/families/{family}", dtype=torch.float32).eval()
    tuned = get_peft_model(model, LoraConfig(r=2, task_type="CAUSAL_LM", **options)).eval()
    out = {}
    for n, p in tuned.named_parameters():
        if "lora_magnitude" in n:
            out["start:" + n.replace(".default.weight", "")] = p.data.clone()
            p.data.mul_(torch.rand_like(p) + 0.5)
        elif "lora_" in n:
            p.data.normal_(0, 0.1)
    rows = [torch.randint(3, model.config.vocab_size, (n,)) for n in LENGTHS]
    out["ids"] = torch.cat(rows).float()
    out["lengths"] = torch.tensor(LENGTHS).float()
    out["logits"] = torch.cat([tuned(input_ids=r[None]).logits[0] for r in rows]).detach()
    total = 0
    for r in rows:
        logits = tuned(input_ids=r[None]).logits[0]
        total = total + torch.nn.functional.cross_entropy(logits[:-1], r[1:], reduction="sum")
    total.backward()
    out["loss"] = total.detach().view(1)
    for n, p in tuned.named_parameters():
        if "lora_magnitude" in n:
            out["gradient:" + n.replace(".default.weight", "")] = p.grad.clone()
        elif "lora_" in n:
            out["gradient:" + n.replace(".default", "")] = p.grad.clone()
    save_file(out, f"{directory}/expected.safetensors")
    tuned.peft_config["default"].base_model_name_or_path = "tiny"
    tuned.save_pretrained(f"{directory}/adapter")
    os.remove(f"{directory}/adapter/README.md")
    print(name, "loss", out["loss"].item())

for adapter in sys.argv[1:] or ADAPTERS:
    values(adapter)
