"""Writes what PEFT computes where its dropout modules drop what ours drop, on models that families.py wrote, into
src/test/resources/reference/lora. The masks are drawn here from their definition, by none of our programs: see Dropout.java and
survivors in adapters.torchscript.

Needs torch 2.13, transformers 5.18, peft 0.21. Run by hand when the masks change; no build needs it.
"""
import os, re, shutil
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

HERE = os.path.join(os.path.dirname(__file__), "../resources/reference")
LENGTHS = [7, 19]
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
PROBABILITY, SEED, STEP, MICRO_BATCH = 0.2, 4, 5, 6
# name: family, options
ADAPTERS = {
    "dropout": ("llama-default", dict(target_modules=MODULES)),
    "dropout-dora": ("qwen2", dict(target_modules=["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"], use_dora=True)),
}

def word(x):
    return x & (1 << 64) - 1

def finish(z):
    z = word((z ^ z >> 30) * 0xBF58476D1CE4E5B9)
    z = word((z ^ z >> 27) * 0x94D049BB133111EB)
    return z ^ z >> 31

def split_mix(z):
    return finish(word(z + 0x9E3779B97F4A7C15))

def token_keys(row, length):
    call = split_mix(split_mix(split_mix(SEED) + STEP) + MICRO_BATCH)
    key = split_mix(word(call + row))
    return [split_mix(word(key + position)) for position in range(length)]

def survivors(keys, layer, module, width):
    """Each hash decides about four channels: the 16 bits of each, as a signed number, must reach a least one."""
    least = round(PROBABILITY * 65536) - 32768
    out = torch.zeros(len(keys), width)
    for t, key in enumerate(keys):
        for channel in range(width):
            bits = finish(word(finish(word(key + layer)) + finish(channel // 4 * 8 + module))) >> 16 * (channel % 4) & 0xFFFF
            out[t, channel] = (bits - 65536 if bits >= 32768 else bits) >= least
    return out

class Drop(torch.nn.Module):
    def __init__(self, layer, module):
        super().__init__()
        self.layer, self.module, self.keys = layer, module, []

    def forward(self, x):
        return x * survivors(self.keys, self.layer, self.module, x.shape[-1]) / (1 - PROBABILITY)

def values(name):
    torch.manual_seed(29)
    family, options = ADAPTERS[name]
    directory = f"{HERE}/lora/{name}"
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    model = AutoModelForCausalLM.from_pretrained(f"{HERE}/families/{family}", dtype=torch.float32)
    tuned = get_peft_model(model, LoraConfig(r=2, lora_alpha=4, lora_dropout=PROBABILITY, task_type="CAUSAL_LM", **options)).train()
    drops = []
    for n, m in tuned.named_modules():
        if hasattr(m, "lora_dropout") and "default" in m.lora_dropout:
            layer, module = re.search(r"layers\.(\d+)\..*?(\w+_proj)$", n).groups()
            m.lora_dropout["default"] = Drop(int(layer), MODULES.index(module))
            drops.append(m.lora_dropout["default"])
    for n, p in tuned.named_parameters():
        if "lora_magnitude" in n:
            p.data.mul_(torch.rand_like(p) + 0.5)
        elif "lora_" in n:
            p.data.normal_(0, 0.1)
    rows = [torch.randint(3, model.config.vocab_size, (n,)) for n in LENGTHS]
    total = 0
    for i, r in enumerate(rows):
        for drop in drops:
            drop.keys = token_keys(i, len(r))
        logits = tuned(input_ids=r[None]).logits[0]
        total = total + torch.nn.functional.cross_entropy(logits[:-1], r[1:], reduction="sum")
    total.backward()
    out = {"ids": torch.cat(rows).float(), "lengths": torch.tensor(LENGTHS).float(), "loss": total.detach().view(1)}
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

for adapter in ADAPTERS:
    values(adapter)
