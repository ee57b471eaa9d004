"""Read the V-Score in other ways: calibrated by definition, by demonstration, by both, and others. Written for choosing on sets that are not the test.

    python calibration.py --probe probe/ --packed packed/ --development tasks.jsonl [--shown 0] [--out figures.json]

Every demonstration is read under its own definition, under wrong ones of the same group of sets, under reference definitions, and under
none; the reference demonstrations are read under every definition. `references.json` holds both kinds of references.
"""
import argparse
import json
import math
import os
import random

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import HELD_OUT_FAMILY, HELD_OUT_TASK, Packed
from corpus import read_lines
from evaluate import CONTEXT, auc, packed_tasks, read, words
from model import load
from rendering import body, render


def readings(model, tokenizer, pairs):
    """log p, in nats, of the tokens of each demonstration: pairs of (definition, examples shown, demonstration); (input's, output's tokens)."""
    def encode(text):
        return tokenizer.encode(text, add_special_tokens=False).ids
    end, opening = tokenizer.token_to_id("<|endoftext|>"), len(encode("Input:"))
    rows, starts, outputs = [], [], []
    for definition, shown, demo in pairs:
        head = render(definition, shown)
        start = len(encode(head + "Input:")) - opening
        ids = encode(head + body(demo))
        before = len(encode(head + f"Input: {demo['input']}\nOutput:"))
        rows.append(ids if start else [end, *ids])
        starts.append(max(start, 1))
        outputs.append(before if start else before + 1)
    fits = [len(row) <= CONTEXT for row in rows]
    scored = iter(read(model, [row for row, fit in zip(rows, fits) if fit], budget=2048))
    return [(lambda nats: (nats[start - 1:], output - start))(next(scored)) if fit else None
            for fit, start, output in zip(fits, starts, outputs)]


def sets_of(args, packed, tokenizer):
    groups = {"development": [(t["task_id"], t["task"], t["demos"]) for t in read_lines(args.development)]}
    groups["held-out tasks"] = packed_tasks(packed, tokenizer, HELD_OUT_TASK)
    groups["families"] = packed_tasks(packed, tokenizer, HELD_OUT_FAMILY)
    return groups


def read_group(model, tokenizer, tasks, references, args):
    """Token log-probabilities of a group of sets: a list of cases."""
    rng = random.Random(args.seed)
    cases, pairs = [], []

    def ask(definition, shown, demo):
        pairs.append((definition, shown, demo))
        return len(pairs) - 1
    for name, own, demos in tasks:
        for k in rng.sample(range(len(demos)), min(args.wanted, len(demos))):
            if len(demos) <= args.shown:
                break
            demo, shown = demos[k], rng.sample(demos[:k] + demos[k + 1:], args.shown)
            others = sorted({t for _, t, _ in tasks if t != own})
            wrong = rng.sample(others, min(args.wrong, len(others)))
            cases.append({"task": name, "demo": demo, "own": own, "wrong": wrong, "none": ask("", shown, demo),
                          "under": {t: ask(t, shown, demo) for t in [own, *wrong, *references["definitions"]]}})
    definitions = sorted({t for case in cases for t in [case["own"], *case["wrong"]]} | set(references["definitions"]))
    grid = {t: [ask(t, [], d) for d in references["demonstrations"]] for t in [*definitions, ""]}
    scored = readings(model, tokenizer, pairs)
    for case in cases:
        case["none"] = scored[case["none"]]
        case["under"] = {t: scored[k] for t, k in case["under"].items()}
    cases = [case for case in cases if case["none"] is not None and all(s is not None for s in case["under"].values())]
    return cases, {t: [scored[k] for k in row] for t, row in grid.items()}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--probe", required=True)
    args.add_argument("--packed", required=True)
    args.add_argument("--development", required=True)
    args.add_argument("--references", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "references.json"))
    args.add_argument("--shown", type=int, default=0)
    args.add_argument("--wanted", type=int, default=8, help="demonstrations a set")
    args.add_argument("--wrong", type=int, default=3, help="wrong definitions a demonstration")
    args.add_argument("--seed", type=int, default=0)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--keep", required=True, help="where the readings are kept, for variants.py")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    model, packed = load(args.probe), Packed(args.packed)
    tokenizer = Tokenizer.from_file(os.path.join(args.probe, "tokenizer.json"))
    with open(args.references, encoding="utf-8") as file:
        references = json.load(file)
    kept = {}
    for name, tasks in sets_of(args, packed, tokenizer).items():
        kept[name] = read_group(model, tokenizer, tasks, references, args)
        print(name, len(kept[name][0]), flush=True)
    torch.save({"groups": kept, "references": references}, args.keep)


if __name__ == "__main__":
    main()
