"""Write a training checkpoint as a Hugging Face folder: config.json, model.safetensors in float16, the tokenizer's files.

    python export.py --run run/ --packed packed/ --out probe/ [--weights average]
"""
import argparse
import json
import os
import shutil

import torch
from safetensors.torch import save_file


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--run", nargs="+", required=True, help="folders of checkpoint.pt; the mean of several that went on from one")
    args.add_argument("--packed", required=True, help="folder of tokenizer.json and tokenizer_config.json")
    args.add_argument("--out", required=True)
    args.add_argument("--weights", choices=["average", "model"], default="average", help="the averaged weights or the last ones")
    args = args.parse_args()
    checkpoints = [torch.load(os.path.join(run, "checkpoint.pt"), weights_only=True) for run in args.run]
    kinds = [checkpoint[args.weights] for checkpoint in checkpoints]
    weights = {name: torch.stack([kind[name] for kind in kinds]).mean(0).half() for name in sorted(kinds[0])}
    os.makedirs(args.out, exist_ok=True)
    save_file(weights, os.path.join(args.out, "model.safetensors"), metadata={"format": "pt"})
    with open(os.path.join(args.out, "config.json"), "w", encoding="utf-8") as file:
        json.dump({**checkpoints[0]["config"], "torch_dtype": "float16"}, file, indent=2)
        file.write("\n")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(os.path.join(args.packed, name), os.path.join(args.out, name))
    print(json.dumps([{k: checkpoint[k] for k in ("step", "tokens", "seconds")} for checkpoint in checkpoints]))


if __name__ == "__main__":
    main()
