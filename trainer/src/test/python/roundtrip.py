"""Writes what PEFT computes with adapters that we wrote, and the digest of the files that it loaded, into
src/test/resources/reference/roundtrip.

Run from the module's directory, after ./hone test -pl trainer -am -Dtest=PeftRoundTripTest -Dhone.roundtrip=DIR
-Dsurefire.failIfNoSpecifiedTests=false has written the adapters: python src/test/python/roundtrip.py DIR
Needs torch 2.13, transformers 5.18, peft 0.21. Run by hand when what we write changes; no build needs it.
"""
import hashlib, os, shutil, sys, warnings
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

REFERENCE = "src/test/resources/reference"
OUT = f"{REFERENCE}/roundtrip"

def values(family, adapter):
    expected = load_file(f"{REFERENCE}/families/{family}/expected.safetensors")
    rows = expected["ids"].long().split([int(n) for n in expected["lengths"]])
    model = AutoModelForCausalLM.from_pretrained(f"{REFERENCE}/families/{family}", dtype=torch.float32).eval()
    with torch.no_grad():
        without = torch.cat([model(input_ids=r[None]).logits[0] for r in rows])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tuned = PeftModel.from_pretrained(model, adapter).eval()
        logits = torch.cat([tuned(input_ids=r[None]).logits[0] for r in rows])
    digest = hashlib.sha256()
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        digest.update(open(f"{adapter}/{name}", "rb").read())
    save_file({"logits": logits, "without": without}, f"{OUT}/{family}.safetensors", metadata={"sha256": digest.hexdigest()})
    os.chmod(f"{OUT}/{family}.safetensors", 0o644)
    print(family, "changed by", ((logits - without).norm() / without.norm()).item())

shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
for family in sorted(os.listdir(sys.argv[1])):
    values(family, f"{sys.argv[1]}/{family}")
