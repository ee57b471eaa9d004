"""Train the head of the fit to the task on a finished probe: two linear maps under which a demonstration lies near its own definition.

    python train_head.py --probe ../../media/probe --packed packed/

The probe's weights stay as they are. Both texts are read by themselves, their mean last hidden states are mapped to one room, and the
cosines of a batch of as many task families are told apart by cross-entropy, both ways (as in CLIP, arXiv 2103.00020), and so are those with
another demonstration of the family. Only training documents are used. Writes task-fit.json into the probe's folder; `node bench/fit.mjs --write` then fits the weights of
the whole fit.
"""
import argparse
import base64
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from batches import TRAIN, Packed
from model import load

LONGEST_DEMONSTRATION, LONGEST_DEFINITION = 300, 200


def embeddings(model, sequences, budget=2048):
    """Mean last hidden state of each sequence of ids, [sequences, width]."""
    order, results, first = sorted(range(len(sequences)), key=lambda k: len(sequences[k])), [None] * len(sequences), 0
    while first < len(order):
        stop = first + 1
        while stop < len(order) and len(sequences[order[stop]]) * (stop + 1 - first) <= budget:
            stop += 1
        chosen = order[first:stop]
        length = len(sequences[chosen[-1]])
        batch = torch.zeros(len(chosen), length, dtype=torch.long)
        for row, k in enumerate(chosen):
            batch[row, :len(sequences[k])] = torch.as_tensor(np.asarray(sequences[k], dtype=np.int64))
        with torch.inference_mode():
            x = model.model.embed_tokens(batch)
            for layer in model.model.layers:
                x = layer(x, model.cos[:length], model.sin[:length], None)
            x = model.model.norm(x)
        for row, k in enumerate(chosen):
            results[k] = x[row, :len(sequences[k])].mean(0).clone()
        first = stop
    return torch.stack(results)


def pairs_of(packed, rng, of_families, of_others):
    """(task family, demonstration, one of its definitions) of training documents, some of each task family."""
    families = {}
    for document in np.flatnonzero(packed.doc_split == TRAIN):
        families.setdefault(int(packed.doc_family[document]), []).append(int(document))
    made_up = packed.sources.index("families")
    pairs = []
    for family, documents in families.items():
        rng.shuffle(documents)
        wanted = of_families if packed.doc_source[documents[0]] == made_up else of_others
        for document in documents * (1 + wanted // len(documents)):
            if wanted == 0:
                break
            demonstration = packed.demonstration(rng.randrange(packed.doc_start[document], packed.doc_start[document + 1]))
            definition = packed.any_definition(document, rng, original=0.3, described=0.25)
            if len(definition) and len(demonstration) <= LONGEST_DEMONSTRATION:
                pairs.append((family, demonstration, definition[:LONGEST_DEFINITION]))
            wanted -= 1
    return pairs


def train(demonstrations, definitions, families, args):
    """The two maps [dimension, width + 1], the last column constant, with the spread of either side folded in."""
    torch.manual_seed(args.seed)
    generator = np.random.default_rng(args.seed)
    scales = [(x.mean(0), x.std(0) + 1e-3) for x in (demonstrations, definitions)]
    sides = [(x - mean) / spread for x, (mean, spread) in zip((demonstrations, definitions), scales)]
    maps = [torch.nn.Linear(side.shape[1], args.dimension) for side in sides]
    sharpness = torch.nn.Parameter(torch.tensor([1.5, 1.5]))
    parameters = [*maps[0].parameters(), *maps[1].parameters(), sharpness]
    optimizer = torch.optim.AdamW(parameters, lr=args.lr, weight_decay=0.01)
    names = np.unique(families)
    members = {name: np.flatnonzero(families == name) for name in names}
    chances = np.array([len(members[name]) ** 0.5 for name in names])
    own = torch.arange(args.batch)

    def placed(side, chosen):
        return F.normalize(maps[side](F.dropout(sides[side][chosen], args.dropout)), dim=1)

    def told_apart(cosines):
        return 0.5 * (F.cross_entropy(cosines, own) + F.cross_entropy(cosines.T, own))
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.lr * (1 - step / args.steps)
        chosen = generator.choice(names, args.batch, replace=False, p=chances / chances.sum())
        of_one, of_another = ([generator.choice(members[n]) for n in chosen] for _ in range(2))
        demonstrations_there = placed(0, of_one)
        loss = told_apart(demonstrations_there @ placed(1, of_one).T * sharpness[0].exp())
        loss = loss + args.company * told_apart(demonstrations_there @ placed(0, of_another).T * sharpness[1].exp())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 300 == 0 or step == args.steps - 1:
            print(json.dumps({"step": step, "loss": round(float(loss.detach()), 3)}), flush=True)
    folded = []
    for f, (mean, spread) in zip(maps, scales):
        weight = (f.weight / spread).detach()
        folded.append(torch.cat([weight, (f.bias.detach() - weight @ mean)[:, None]], 1))
    return folded


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--probe", required=True)
    args.add_argument("--packed", required=True)
    args.add_argument("--dimension", type=int, default=64)
    args.add_argument("--of-families", type=int, default=4, help="pairs of each made-up task family")
    args.add_argument("--of-others", type=int, default=24, help="pairs of each other task family")
    args.add_argument("--steps", type=int, default=1500)
    args.add_argument("--batch", type=int, default=256)
    args.add_argument("--lr", type=float, default=2e-3)
    args.add_argument("--dropout", type=float, default=0.2)
    args.add_argument("--company", type=float, default=0.5, help="weight of what tells demonstrations of one family from others")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--out", help="instead of task-fit.json in the probe's folder")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    started = time.time()
    model, packed = load(args.probe), Packed(args.packed)
    pairs = pairs_of(packed, random.Random(args.seed), args.of_families, args.of_others)
    families = np.array([family for family, _, _ in pairs])
    print(json.dumps({"pairs": len(pairs), "task_families": len(np.unique(families))}), flush=True)
    sides = [embeddings(model, [pair[k] for pair in pairs]) for k in (1, 2)]
    print(json.dumps({"read": round(time.time() - started)}), flush=True)
    maps = train(*sides, families, args)
    with open(os.path.join(args.probe, "truth.json"), encoding="utf-8") as file:
        revision = json.load(file)["revision"]
    encoded = [base64.b64encode(m.numpy().astype("<f4").tobytes()).decode() for m in maps]
    head = {"version": 2, "revision": revision, "dimension": args.dimension, "demonstration": encoded[0], "definition": encoded[1],
            "weights": {"constant": 0, "bitsPerToken": 0, "sharedWithInput": 0, "sharedWithOutput": 0, "likeness": 1},
            "taskFit": {"constant": 0, "definitionFit": 1, "company": 0}}
    with open(args.out or os.path.join(args.probe, "task-fit.json"), "w", encoding="utf-8") as file:
        json.dump(head, file, indent="\t")
        file.write("\n")
    print(json.dumps({"seconds": round(time.time() - started)}), flush=True)


if __name__ == "__main__":
    main()
