"""Writes a tiny random model of every family and kind of rotary embedding, with what transformers and PEFT compute on it,
into src/test/resources/reference/families.

Needs torch 2.13, transformers 5.18, peft 0.21. Run by hand when a family is added; no build needs it. Names may be given to
write some only.
"""
import json, os, shutil, sys
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers
import transformers as t

OUT = os.path.join(os.path.dirname(__file__), "../resources/reference/families")
V = 41
LENGTHS = [1, 7, 23]
NEW = 8
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
COMMON = dict(vocab_size=V, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
              max_position_embeddings=64, eos_token_id=2, bos_token_id=None, pad_token_id=0)

def rope(kind, theta=10000.0, **more):
    return {"rope_type": kind, "rope_theta": theta, **more}

# name: model class, configuration class, settings, type that the weights are stored in, layer-wise extras
FAMILIES = {
    "llama-default": (t.LlamaForCausalLM, t.LlamaConfig, dict(head_dim=12, rope_parameters=rope("default")), torch.float32),
    "llama-linear": (t.LlamaForCausalLM, t.LlamaConfig, dict(tie_word_embeddings=True, rope_parameters=rope("linear", factor=4.0)), torch.float16),
    "llama-llama3": (t.LlamaForCausalLM, t.LlamaConfig, dict(head_dim=16, rope_parameters=rope("llama3", 500000.0, factor=8.0, low_freq_factor=1.0,
                     high_freq_factor=4.0, original_max_position_embeddings=16)), torch.bfloat16),
    "llama-yarn": (t.LlamaForCausalLM, t.LlamaConfig, dict(head_dim=16, rope_parameters=rope("yarn", factor=4.0, beta_fast=8.0, beta_slow=1.0,
                   original_max_position_embeddings=16)), torch.bfloat16),
    "mistral": (t.MistralForCausalLM, t.MistralConfig, dict(head_dim=12, sliding_window=6, rope_parameters=rope("default")), torch.bfloat16),
    "mistral-yarn": (t.MistralForCausalLM, t.MistralConfig, dict(head_dim=16, sliding_window=None, rope_parameters=rope("yarn", 1000000.0, factor=16.0,
                     mscale=1.0, mscale_all_dim=0.5, truncate=False, original_max_position_embeddings=4)), torch.bfloat16),
    "qwen2": (t.Qwen2ForCausalLM, t.Qwen2Config, dict(tie_word_embeddings=True, num_hidden_layers=3, use_sliding_window=True, sliding_window=5,
              max_window_layers=1, rope_parameters=rope("default", 1000000.0)), torch.bfloat16),
    "qwen3": (t.Qwen3ForCausalLM, t.Qwen3Config, dict(head_dim=12, rope_parameters=rope("default", 1000000.0)), torch.bfloat16),
    "gemma": (t.GemmaForCausalLM, t.GemmaConfig, dict(head_dim=12, num_key_value_heads=1, rope_parameters=rope("default")), torch.bfloat16),
    "gemma3": (t.Gemma3ForCausalLM, t.Gemma3TextConfig, dict(head_dim=12, num_hidden_layers=3, query_pre_attn_scalar=20, sliding_window=6,
               layer_types=["sliding_attention", "full_attention", "sliding_attention"], rope_parameters={
                   "full_attention": rope("linear", 1000000.0, factor=8.0), "sliding_attention": rope("default")}), torch.bfloat16),
    "nemotron": (t.NemotronForCausalLM, t.NemotronConfig, dict(head_dim=12, partial_rotary_factor=0.5, norm_eps=1e-5,
                 rope_parameters={**rope("default"), "partial_rotary_factor": 0.5}), torch.bfloat16),
}

def build(name, directory):
    model_class, config_class, settings, stored = FAMILIES[name]
    config = config_class(**{**COMMON, "rms_norm_eps": 1e-5, **settings})
    model = model_class(config).eval()
    one_plus = "gemma" in name or "nemotron" in name
    for n, p in model.named_parameters():
        if p.dim() > 1:
            p.data.normal_(0, 0.15)
        elif n.endswith("bias"):
            p.data.normal_(0, 0.3)
        else:
            p.data.uniform_(0.5, 1.5).sub_(1.0 if one_plus else 0.0)
        p.data.copy_(p.data.to(stored))
    model.tie_weights()
    narrow = model_class(config).to(stored)
    narrow.load_state_dict(model.state_dict())
    narrow.save_pretrained(directory, **({"max_shard_size": "20KB"} if name == "qwen3" else {}))
    words = Tokenizer(models.WordLevel({**{f"w{i}": i for i in range(V - 1)}, "<unk>": V - 1}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.save(f"{directory}/tokenizer.json", pretty=False)
    return model, narrow.to(torch.bfloat16)

def older_style(name, directory):
    """Some configurations as the Hub still has them: rope_theta beside rope_scaling, and what newer releases put elsewhere."""
    file = f"{directory}/config.json"
    config = json.load(open(file))
    parameters = config.pop("rope_parameters")
    if name == "gemma3":
        config.pop("layer_types")
        config["sliding_window_pattern"] = 2
        config["rope_theta"] = parameters["full_attention"].pop("rope_theta")
        config["rope_local_base_freq"] = parameters["sliding_attention"]["rope_theta"]
        config["rope_scaling"] = parameters["full_attention"]
    else:
        config["rope_theta"] = parameters.pop("rope_theta")
        if "partial_rotary_factor" in parameters:
            config["partial_rotary_factor"] = parameters.pop("partial_rotary_factor")
        config["rope_scaling"] = {**parameters, "type": parameters.pop("rope_type")} if len(parameters) > 1 else None
    json.dump(config, open(file, "w"), indent=1)

def sort_modules(file):
    """PEFT writes them in the order of a set, which is another each time."""
    config = json.load(open(file))
    config["target_modules"].sort()
    json.dump(config, open(file, "w"), indent=2, sort_keys=True)

def each(model, rows):
    with torch.no_grad():
        return torch.cat([model(r[None]).logits[0].float() for r in rows])

def values(name):
    torch.manual_seed(17)
    directory = f"{OUT}/{name}"
    shutil.rmtree(directory, ignore_errors=True)
    model, bf16 = build(name, directory)
    rows = [torch.randint(3, V, (n,)) for n in LENGTHS]
    out = {"ids": torch.cat(rows).float(), "lengths": torch.tensor(LENGTHS).float()}
    out["logits"] = each(model, rows)
    out["bf16_logits"] = each(bf16, rows)
    out["answers"] = torch.cat([model.generate(r[None], max_new_tokens=NEW, do_sample=False, eos_token_id=None, pad_token_id=0)[0, len(r):]
                                for r in rows]).float()
    tuned = get_peft_model(model, LoraConfig(r=2, lora_alpha=4, target_modules=MODULES, task_type="CAUSAL_LM"))
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
    tuned.peft_config["default"].base_model_name_or_path = "tiny"
    tuned.save_pretrained(f"{directory}/adapter")
    os.remove(f"{directory}/adapter/README.md")
    sort_modules(f"{directory}/adapter/adapter_config.json")
    if os.path.exists(f"{directory}/generation_config.json"):
        os.remove(f"{directory}/generation_config.json")
    if name in ("gemma3", "nemotron", "mistral", "llama-linear"):
        older_style(name, directory)
        again = each(t.AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval(), rows)
        assert (again - out["logits"]).abs().max() < 1e-6, name
    print(name, "loss", out["loss"].item(), "bf16", ((out["bf16_logits"] - out["logits"]).norm() / out["logits"].norm()).item())

for family in sys.argv[1:] or FAMILIES:
    values(family)
