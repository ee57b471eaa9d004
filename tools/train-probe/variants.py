"""Compare ways of reading the V-Score on what calibration.py kept: a table of paired accuracy, AUC and strangers, by group of sets.

    python variants.py kept.pt [--chosen NAME …]

Paired: the same demonstration under its own definition against a wrong one. AUC: all right against all wrong scores. Strangers: under one
definition, its own demonstrations against those of other sets (an AUC for each definition, then their mean).
"""
import argparse
import math
import random

import numpy as np
import torch

from evaluate import auc, words
from rendering import body

PER_TOKEN, PER_ROOT, WHOLE = 1.0, 0.5, 0.0


def score(under, none, exponent=PER_TOKEN, clip=None, output=False):
    """V-Score of one demonstration from its token log-probabilities: over length ** exponent, in bits."""
    gains = (under[0] - none[0]) / math.log(2)
    gains = gains[under[1]:] if output else gains
    gains = gains if clip is None else np.clip(gains, -clip, clip)
    return gains.sum() / max(len(gains), 1) ** exponent


def likelihood_ratio(under, others):
    """log of the definition's share among others (equal priors), in bits per token."""
    everything = np.array([under[0].sum(), *(o[0].sum() for o in others)])
    top = everything.max()
    return (everything[0] - top - np.log(np.exp(everything - top).sum())) / math.log(2) / len(under[0])


class Readings:
    """One group's cases with the references; means are computed once."""

    def __init__(self, cases, grid, references):
        self.cases, self.grid, self.references = cases, grid, references
        self.kept = {}

    def by_definition(self, definition, how):
        """V-Scores of the reference demonstrations under a definition."""
        key = (definition, tuple(sorted(how.items())))
        if key not in self.kept:
            self.kept[key] = np.array([score(u, n, **how) for u, n in zip(self.grid[definition], self.grid[""])])
        return self.kept[key]

    def by_demonstration(self, case, how):
        key = (id(case), tuple(sorted(how.items())))
        if key not in self.kept:
            self.kept[key] = np.array([score(case["under"][t], case["none"], **how) for t in self.references["definitions"] if t != case["own"]])
        return self.kept[key]


def variants():
    bases = {"per token": {}, "per root": {"exponent": PER_ROOT}, "whole": {"exponent": WHOLE}, "clip 2": {"clip": 2.0}, "clip 1": {"clip": 1.0},
             "clip 0.5": {"clip": 0.5}, "output": {"output": True}, "output whole": {"output": True, "exponent": WHOLE},
             "output root": {"output": True, "exponent": PER_ROOT}}
    made = {}
    for name, how in bases.items():
        made[name] = lambda g, c, t, how=how: score(c["under"][t], c["none"], **how)
        made[f"{name}, − definition"] = lambda g, c, t, how=how: score(c["under"][t], c["none"], **how) - g.by_definition(t, how).mean()
        made[f"{name}, − ½ definition"] = lambda g, c, t, how=how: score(c["under"][t], c["none"], **how) - 0.5 * g.by_definition(t, how).mean()
        made[f"{name}, − demonstration"] = lambda g, c, t, how=how: score(c["under"][t], c["none"], **how) - g.by_demonstration(c, how).mean()
        made[f"{name}, − both"] = lambda g, c, t, how=how: (
            score(c["under"][t], c["none"], **how) - g.by_definition(t, how).mean() - g.by_demonstration(c, how).mean())
    plain, root = {}, {"exponent": PER_ROOT}
    made["per token, z of definition"] = lambda g, c, t: (
        score(c["under"][t], c["none"]) - g.by_definition(t, plain).mean()) / (g.by_definition(t, plain).std() + 0.05)
    made["per token, z of demonstration"] = lambda g, c, t: (
        score(c["under"][t], c["none"]) - g.by_demonstration(c, plain).mean()) / (g.by_demonstration(c, plain).std() + 0.05)
    made["per token, − median definition"] = lambda g, c, t: score(c["under"][t], c["none"]) - np.median(g.by_definition(t, plain))
    made["per token, − best demonstration"] = lambda g, c, t: score(c["under"][t], c["none"]) - g.by_demonstration(c, plain).max()
    made["share among references"] = lambda g, c, t: likelihood_ratio(c["under"][t], [c["under"][r] for r in g.references["definitions"] if r != t])
    made["per root, share, calibrated"] = lambda g, c, t: share(
        score(c["under"][t], c["none"], **root) - g.by_definition(t, root).mean(),
        [score(c["under"][r], c["none"], **root) - g.by_definition(r, root).mean() for r in g.references["definitions"] if r != t])
    made["shared words"] = lambda g, c, t: shared(c["demo"], t)
    return made


def share(mine, others):
    everything = np.array([mine, *others])
    weights = np.exp(everything - everything.max())
    return weights[0] / weights.sum()


def shared(demo, definition):
    mine, theirs = words(body(demo)), words(definition)
    return len(mine & theirs) / max(len(mine | theirs), 1)


def table(group, measure):
    """(case, definition, is right, score) rows."""
    return [(c, t, t == c["own"], measure(group, c, t)) for c in group.cases for t in [c["own"], *c["wrong"]]]


def figures(rows):
    right = {id(c): s for c, _, own, s in rows if own}
    pairs = [(c["task"], right[id(c)], s) for c, _, own, s in rows if not own]
    wins = np.array([(r > w) + 0.5 * (r == w) for _, r, w in pairs])
    tasks = np.array([str(task) for task, _, _ in pairs])
    by_task = [wins[tasks == t].mean() for t in np.unique(tasks)]
    by_definition = {}
    for _, t, own, s in rows:
        by_definition.setdefault(t, ([], []))[0 if own else 1].append(s)
    strangers = [auc(np.array(own), np.array(other)) for own, other in by_definition.values() if own and other]
    rng = random.Random(0)
    boot = sorted(np.mean(rng.choices(by_task, k=len(by_task))) for _ in range(500))
    return {"pairs": len(pairs), "paired": wins.mean(), "by task": np.mean(by_task), "error": (boot[487] - boot[12]) / 3.92,
            "auc": auc(np.array([r for _, _, own, r in rows if own]), np.array([s for _, _, own, s in rows if not own])),
            "strangers": float(np.mean(strangers))}


def logistic(rows, features, steps=2000):
    """Weights of features that tell right from wrong, for differences right − wrong of a demonstration, standardised by their spread."""
    right = {id(r[0]): n for n, r in enumerate(rows) if r[2]}
    x = np.array([features[right[id(c)]] - features[n] for n, (c, _, own, _) in enumerate(rows) if not own])
    spread = features.std(0)
    x = torch.tensor(x / spread)
    w = torch.zeros(x.shape[1], dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200)

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.softplus(-(x @ w)).mean() + 1e-3 * (w ** 2).sum()
        loss.backward()
        return loss
    optimizer.step(closure)
    return w.detach().numpy() / spread


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("kept")
    args.add_argument("--chosen", nargs="*")
    args.add_argument("--mixed", nargs="*", default=["per token", "per root, − definition"])
    args = args.parse_args()
    state = torch.load(args.kept, weights_only=False)
    groups = {name: Readings(cases, grid, state["references"]) for name, (cases, grid) in state["groups"].items()}
    made = variants()
    print(f"{'':34}" + "".join(f"{name + ' ' + str(3 * len(g.cases)):>34}" for name, g in groups.items()))
    print(f"{'':34}" + "   paired  ±    auc  strangers      " * len(groups))

    def show(name, scored):
        cells = [figures(rows) for rows in scored]
        print(f"{name:34}" + "".join(f"   {c['paired']:.3f} {c['error']:.3f} {c['auc']:.3f} {c['strangers']:.3f}       " for c in cells), flush=True)
    for name in args.chosen or made:
        show(name, [table(g, made[name]) for g in groups.values()])
    # Mixtures: weights from one group, used on the others.
    for base in args.mixed:
        names = [base, "shared words"]
        tables = {g: [table(groups[g], made[n]) for n in names] for g in groups}
        features = {g: np.array([[r[3] for r in column] for column in tables[g]]).T for g in groups}
        for source in groups:
            weights = logistic(tables[source][0], features[source])
            show(f"{base} + words, of {source[:4]} {np.round(weights / abs(weights[0]), 2)[1]}",
                 [[(c, t, own, float(f @ weights)) for (c, t, own, _), f in zip(tables[g][0], features[g])] for g in groups])


if __name__ == "__main__":
    main()
