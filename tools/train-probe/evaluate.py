"""Measure an exported probe: loss on held-out documents and on what comes again, and how well V-Score tells a task's definition from another's.

    python evaluate.py --probe probe/ --packed packed/ [--development tasks.jsonl] [--pools pools/] [--out figures.json]

Development tasks are for choosing between runs. The pools are the test and are for the final figures.
"""
import argparse
import json
import math
import os
import random
import re

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer, pre_tokenizers

from batches import HELD_OUT_DOCUMENT, HELD_OUT_FAMILY, HELD_OUT_TASK, Packed, copies
from corpus import read_lines
from model import load
from rendering import body, render

CONTEXT = 1024
STOP = set("a an and are as at be by can do for from has have if in is it its not of on or so that the their then there "
           "these this to was were what when which who will with you your".split())


def read(model, sequences, budget=8192):
    """log p of each token after the first, in nats, for each sequence of ids."""
    order, results, first = sorted(range(len(sequences)), key=lambda k: len(sequences[k])), [None] * len(sequences), 0
    while first < len(order):
        stop = first + 1
        while stop < len(order) and len(sequences[order[stop]]) * (stop + 1 - first) <= budget:
            stop += 1
        chosen = order[first:stop]
        batch = torch.zeros(len(chosen), len(sequences[chosen[-1]]), dtype=torch.long)
        for row, k in enumerate(chosen):
            batch[row, :len(sequences[k])] = torch.as_tensor(np.asarray(sequences[k], dtype=np.int64))
        with torch.inference_mode():
            logits = model(batch[:, :-1])
            nats = -F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten(), reduction="none").view(len(chosen), -1)
        for row, k in enumerate(chosen):
            results[k] = nats[row, :len(sequences[k]) - 1].numpy().astype(np.float64)
        first = stop
    return results


def bits_per_byte(model, packed, byte_sizes, split, limit, seed=0):
    """Of demonstrations in documents under their definitions as they stand, read from position 0 and cut at the context's end."""
    nats, size, tokens = 0.0, 0, 0
    runs = packed.held_out_runs(split, random.Random(seed))[:limit]
    documents = [packed.render(packed.definition(t) if t >= 0 else [], range(a, b)) for t, a, b in runs]
    sequences = [ids[:CONTEXT] for ids, _ in documents]
    for (_, head), ids, log_p in zip(documents, sequences, read(model, sequences)):
        start = max(head, 1)
        nats -= log_p[start - 1:].sum()
        size += int(byte_sizes[ids[start:]].sum())
        tokens += len(ids) - start
    return {"bits_per_byte": round(nats / math.log(2) / size, 4), "nats_per_token": round(nats / tokens, 4), "documents": len(runs)}


def copying(model, packed, limit, seed=7):
    """Nats per token of `batches.copies`: where a piece stands first, and where it comes again."""
    rng = random.Random(seed)
    documents = [copies(packed, rng) for _ in range(limit)]
    sequences = [ids[:CONTEXT].astype(np.int64) for ids, _ in documents]
    again = np.concatenate([known[1:CONTEXT] for _, known in documents])
    nats = -np.concatenate(read(model, sequences))
    return {"first": round(float(nats[~again].mean()), 3), "again": round(float(nats[again].mean()), 3), "documents": limit}


def byte_sizes(tokenizer):
    alphabet = set(pre_tokenizers.ByteLevel.alphabet())
    sizes = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for symbol, i in tokenizer.get_vocab().items():
        sizes[i] = 0 if symbol.startswith("<|") else sum(c in alphabet for c in symbol)
    return sizes


def auc(positive, negative):
    """Chance that a random positive is above a random negative; ties count half."""
    below = (positive[:, None] > negative[None, :]).mean()
    return float(below + 0.5 * (positive[:, None] == negative[None, :]).mean())


def compare(right, wrong, task_of, seed=0):
    right, wrong, task_of = np.array(right), np.array(wrong), np.array(task_of)
    wins = (right > wrong) + 0.5 * (right == wrong)
    by_task = [wins[task_of == t].mean() for t in np.unique(task_of)]
    rng = random.Random(seed)
    boot = sorted(np.mean(rng.choices(by_task, k=len(by_task))) for _ in range(1000))
    return {"paired": round(float(wins.mean()), 3), "paired_95_by_task": [round(float(boot[25]), 3), round(float(boot[974]), 3)],
            "auc": round(auc(right, wrong), 3)}


def words(text):
    return {w for w in re.findall(r"\w+", text.lower()) if w not in STOP}


def consistency(model, tokenizer, tasks, shown, wanted=10, seed=0):
    """V-Score of demonstrations under their own and another task's definition, and shared words on the same pairs.

    tasks: (name, definition, demonstrations). `shown` other demonstrations of the task come before; texts over the context are replaced.
    """
    rng = random.Random(seed)

    def encode(text):
        return tokenizer.encode(text, add_special_tokens=False).ids
    end, opening = tokenizer.token_to_id("<|endoftext|>"), len(encode("Input:"))
    cases, sequences = [], []
    for name, own, demos in tasks:
        taken = 0
        for k in rng.sample(range(len(demos)), len(demos)):
            if taken == wanted or len(demos) <= shown:
                break
            demo, others = demos[k], rng.sample(demos[:k] + demos[k + 1:], shown)
            wrong = rng.choice([t for _, t, _ in tasks if t != own])
            rows, starts = [], []
            for definition in (own, wrong, ""):
                head = render(definition, others)
                start = len(encode(head + "Input:")) - opening
                ids = encode(head + body(demo))
                rows.append(ids if start else [end, *ids])
                starts.append(max(start, 1))
            if max(map(len, rows)) <= CONTEXT:
                taken += 1
                cases.append((name, demo, own, wrong, starts))
                sequences += rows
    scored = read(model, sequences)
    v, overlap = ([], []), ([], [])
    for n, (_, demo, own, wrong, starts) in enumerate(cases):
        means = [nats[start - 1:].mean() for start, nats in zip(starts, scored[3 * n:3 * n + 3])]
        mine = words(body(demo))
        for side, definition in enumerate((own, wrong)):
            v[side].append((means[side] - means[2]) / math.log(2))
            theirs = words(definition)
            overlap[side].append(len(mine & theirs) / max(len(mine | theirs), 1))
    names = [case[0] for case in cases]
    return {"tasks": len(set(names)), "pairs": len(cases), "v_score": compare(*v, names), "shared_words": compare(*overlap, names),
            "mean_right": round(float(np.mean(v[0])), 4), "mean_wrong": round(float(np.mean(v[1])), 4)}


def pool_tasks(folder, in_corpus=False, wanted=40, seed=0):
    """Tasks of the Natural Instructions pool that are not in the corpus (or that are)."""
    definitions = {t["task_id"]: t["task"].strip() for t in read_lines(os.path.join(folder, "natural-instructions-tasks.jsonl"))
                   if t["task_in_corpus"] == in_corpus}
    demos = {t: [] for t in definitions}
    for record in read_lines(os.path.join(folder, "natural-instructions.jsonl")):
        if record["task_id"] in demos:
            demos[record["task_id"]].append(record)
    chosen = sorted(random.Random(seed).sample(sorted(definitions), min(wanted, len(definitions))))
    return [(t, definitions[t], demos[t]) for t in chosen]


def packed_tasks(packed, tokenizer, split, wanted=60):
    """Held-out tasks of the packed corpus as texts: (name, definition as it stands, up to 20 demonstrations)."""
    tasks = {}
    for document in np.flatnonzero(packed.doc_split == split):
        definition = packed.definition(packed.doc_task[document])
        if len(definition):
            runs = range(packed.doc_start[document], packed.doc_start[document + 1])
            name = int(packed.doc_family[document])
            tasks.setdefault(name, (tokenizer.decode(definition.tolist()), []))[1].extend(runs)

    def demo(i):
        text = tokenizer.decode(packed.demonstration(i).tolist())
        before, _, after = text.removeprefix("Input: ").rpartition("\nOutput: ")
        return {"input": before, "output": after}
    names = sorted(tasks)
    random.Random(0).shuffle(names)
    return [(n, tasks[n][0], [demo(i) for i in random.Random(n).sample(tasks[n][1], min(20, len(tasks[n][1])))])
            for n in names[:wanted] if len(tasks[n][1]) > 2]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--probe", required=True)
    args.add_argument("--packed", required=True)
    args.add_argument("--development", help="JSON Lines of task_id, task, demos")
    args.add_argument("--pools", help="folder of natural-instructions.jsonl and natural-instructions-tasks.jsonl")
    args.add_argument("--documents", type=int, default=1000, help="held-out documents of each kind")
    args.add_argument("--wanted", type=int, default=10, help="demonstrations a task")
    args.add_argument("--threads", type=int, default=os.cpu_count())
    args.add_argument("--out")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    model, packed = load(args.probe), Packed(args.packed)
    tokenizer = Tokenizer.from_file(os.path.join(args.probe, "tokenizer.json"))
    figures = {}

    def keep(name, value):
        figures[name] = value
        print(json.dumps({name: value}), flush=True)
        if args.out:
            with open(args.out, "w", encoding="utf-8") as file:
                json.dump(figures, file, indent=1)

    sets = {}
    if args.development:
        sets["development"] = [(t["task_id"], t["task"], t["demos"]) for t in read_lines(args.development)]
    sets["held_out_tasks"] = packed_tasks(packed, tokenizer, HELD_OUT_TASK)
    if (packed.doc_split == HELD_OUT_FAMILY).any():
        sets["held_out_families"] = packed_tasks(packed, tokenizer, HELD_OUT_FAMILY)
    if args.pools:
        sets["pool_new_tasks"] = pool_tasks(args.pools)
        sets["pool_known_tasks"] = pool_tasks(args.pools, in_corpus=True)
    for name, tasks in sets.items():
        for shown in (0, 2):
            keep(f"consistency_{name}_s{shown}", consistency(model, tokenizer, tasks, shown, args.wanted))
    sizes = byte_sizes(tokenizer)
    for name, split in (("held_out_documents", HELD_OUT_DOCUMENT), ("held_out_tasks", HELD_OUT_TASK)):
        keep(f"bits_per_byte_{name}", bits_per_byte(model, packed, sizes, split, args.documents))
    keep("copying", copying(model, packed, min(args.documents, 60)))


if __name__ == "__main__":
    main()
