"""Training batches from the packed corpus. Every batch is a function of (seed, step) alone, so a resumed run sees the same ones."""
import os
import random
from dataclasses import dataclass

import numpy as np
import torch

TRAIN, HELD_OUT_DOCUMENT, HELD_OUT_TASK, HELD_OUT_FAMILY = 0, 1, 2, 3
DEMOS_PER_DOCUMENT = [1, 2, 3, 4, 5, 6, 8, 12]
DEMOS_WEIGHTS = [3, 3, 4, 4, 3, 2, 2, 1]


class Packed:
    """Token ids of all demonstrations and definitions, as `prepare.py` wrote them.

    Demonstration i is demo_tokens[demo_start[i]:demo_start[i + 1]]; document j holds demonstrations doc_start[j] .. doc_start[j + 1] - 1.
    """

    def __init__(self, folder):
        data = np.load(os.path.join(folder, "packed.npz"))
        for name in data.files:
            setattr(self, name, data[name])
        self.sources = self.sources.tolist()
        self.newline, self.two_newlines, self.end, self.pad = (int(x) for x in self.special)
        self.vocabulary, self.first_plain = int(self.demo_tokens.max()) + 1, max(self.end, self.pad) + 1
        self.between = np.array([self.newline] * 2, dtype=np.uint16)
        self.last = np.array([self.two_newlines, self.end], dtype=np.uint16)

    def demonstration(self, i):
        return self.demo_tokens[self.demo_start[i]:self.demo_start[i + 1]]

    def definition(self, task):
        """The definition as it stands; empty where the task has none."""
        return self.definition_tokens[self.definition_start[task]:self.definition_start[task + 1]]

    def any_definition(self, document, rng, original=0.15, described=0.35):
        """One of a document's definitions: as it stands, reworded, or described from its demonstrations."""
        task = self.doc_task[document]
        descriptions = self.doc_descriptions[document:document + 2]
        if descriptions[1] > descriptions[0] and (rng.random() < described or not len(self.definition(task))):
            k = rng.randrange(descriptions[0], descriptions[1])
            return self.description_tokens[self.description_start[k]:self.description_start[k + 1]]
        wordings = self.task_variants[task:task + 2]
        if wordings[1] > wordings[0] and rng.random() >= original:
            k = rng.randrange(wordings[0], wordings[1])
            return self.variant_tokens[self.variant_start[k]:self.variant_start[k + 1]]
        return self.definition(task)

    def render(self, definition, demos):
        """Ids of a whole document, and how many of them are the definition with what follows it."""
        parts = [definition, self.between] if len(definition) else []
        for i in demos:
            parts += [self.demonstration(i), self.between]
        return np.concatenate([*parts[:-1], self.last]), len(definition) + 2 if len(definition) else 0

    def held_out_runs(self, split, rng, omitted=0.35):
        """Every document of a split cut into runs of a random number of demonstrations, in random order: (task or -1, first, stop)."""
        runs = []
        for j in np.flatnonzero(self.doc_split == split):
            first, stop = int(self.doc_start[j]), int(self.doc_start[j + 1])
            while first < stop:
                n = rng.choices(DEMOS_PER_DOCUMENT, [1, 2, 4, 4, 3, 2, 2, 1])[0]
                task = int(self.doc_task[j]) if rng.random() >= omitted and len(self.definition(self.doc_task[j])) else -1
                runs.append((task, first, min(first + n, stop)))
                first += n
        rng.shuffle(runs)
        return runs


class Sampler:
    """Draws training documents: a family of tasks with chance tokens ** flatness, then one of its documents."""

    def __init__(self, packed, flatness=0.6, shares=None):
        self.packed = packed
        chosen = np.flatnonzero(packed.doc_split == TRAIN)
        sizes = packed.demo_start[packed.doc_start[chosen + 1]] - packed.demo_start[packed.doc_start[chosen]]
        families = packed.doc_family[chosen]
        order = np.argsort(families, kind="stable")
        self.families, first = np.unique(families[order], return_index=True)
        self.members = dict(zip(self.families.tolist(), np.split(chosen[order], first[1:])))
        weights = np.add.reduceat(sizes[order], first).astype(float) ** flatness
        source = np.array([packed.doc_source[self.members[f][0]] for f in self.families.tolist()])
        for name, share in (shares or {}).items():
            mine = source == packed.sources.index(name)
            weights[mine] *= share / (1 - share) * weights[~mine].sum() / weights[mine].sum()
        self.cumulative = np.cumsum(weights) / weights.sum()
        self.family_source = dict(zip(self.families.tolist(), source.tolist()))
        self.source_families = {s: [f for f in self.family_source if self.family_source[f] == s] for s in set(source.tolist())}

    def family(self, rng):
        return int(self.families[min(np.searchsorted(self.cumulative, rng.random()), len(self.families) - 1)])

    def document(self, family, rng):
        members = self.members[family]
        return int(members[rng.randrange(len(members))])

    def run(self, document, rng):
        """Some demonstrations in a row of a document."""
        first, stop = int(self.packed.doc_start[document]), int(self.packed.doc_start[document + 1])
        n = min(rng.choices(DEMOS_PER_DOCUMENT, DEMOS_WEIGHTS)[0], stop - first)
        start = rng.randrange(first, stop - n + 1)
        return range(start, start + n)


def copies(packed, rng):
    """Pieces of demonstrations, then the same pieces in another order, up to four times: (ids, places of tokens that a reader can foresee).

    A piece can be foreseen from its second occurrence on, but for its first token. Half of them are of random tokens, so that
    nothing but copying foresees them.
    """
    pieces = []
    for _ in range(rng.randint(1, 8)):
        size = rng.randint(3, 24)
        if rng.random() < 0.5:
            pieces.append(np.array([rng.randrange(packed.first_plain, packed.vocabulary) for _ in range(size)]))
        else:
            at = rng.randrange(len(packed.demo_tokens) - size)
            pieces.append(packed.demo_tokens[at:at + size].astype(np.int64))
    ids, known = list(pieces), [np.zeros(len(p), bool) for p in pieces]
    for _ in range(rng.randint(1, 4)):
        rng.shuffle(pieces)
        ids += pieces
        known += [np.arange(len(p)) > 0 for p in pieces]
    return np.concatenate([*ids, packed.last[1:]]), np.concatenate([*known, [False]])


def language_batch(sampler, seed, step, rows, length, copied=0.0, omitted=0.35, definition_weight=0.25):
    """Rows of length + 1 ids and the weight of each target. A row begins with a document, is filled with others and cut at its end.

    A document is one of `copies` with chance `copied`.
    """
    rng, packed = random.Random(f"language {seed} {step}"), sampler.packed
    ids, weights = np.zeros((rows, length + 1), np.int64), np.ones((rows, length), np.float32)
    for row in range(rows):
        at = 0
        while at <= length:
            if copied and rng.random() < copied:
                text, known = copies(packed, rng)
                text, known = text[:length + 1 - at], known[:length + 1 - at]
                ids[row, at:at + len(text)] = text
                weights[row, max(at - 1, 0):at + len(text) - 1] = known[0 if at else 1:]
                at += len(text)
                continue
            document = sampler.document(sampler.family(rng), rng)
            definition = packed.any_definition(document, rng) if rng.random() >= omitted else packed.definition_tokens[:0]
            text, head = packed.render(definition, sampler.run(document, rng))
            text = text[:length + 1 - at]
            ids[row, at:at + len(text)] = text
            weights[row, max(at - 1, 0):max(at + min(head, len(text)) - 1, 0)] = definition_weight
            at += len(text)
    return torch.from_numpy(ids), torch.from_numpy(weights)


@dataclass(frozen=True)
class ContrastShape:
    """Room for `definition` tokens, then `count` stretches of `stretch` tokens."""
    definition: int
    stretch: int
    count: int

    @property
    def length(self):
        return self.definition + self.stretch * self.count

    def positions(self):
        stretch = self.definition + torch.arange(self.stretch)
        return torch.cat([torch.arange(self.definition), *[stretch] * self.count])

    def mask(self):
        """[length, length], true where a query may see a key: the definition, and what came before in its own stretch."""
        part = torch.cat([torch.zeros(self.definition), 1 + torch.arange(self.count).repeat_interleave(self.stretch)])
        at = torch.arange(self.length)
        return (at[:, None] >= at[None, :]) & ((part[:, None] == part[None, :]) | (part[None, :] == 0))


SHAPES = [ContrastShape(96, 64, 6), ContrastShape(128, 128, 4), ContrastShape(160, 288, 3)]
SHAPE_WEIGHTS = [0.5, 0.35, 0.15]


@dataclass(frozen=True)
class ContrastBatch:
    """`count` demonstrations of as many task families, each after every one of their definitions and after none.

    ids [count + 1, length + 1]: row r has definition r before all demonstrations, the last row has none.
    seen [count + 1, length]: false for padding before the definition. scored [count, stretch]: the targets that count.
    """
    shape: ContrastShape
    ids: torch.Tensor
    seen: torch.Tensor
    scored: torch.Tensor


def contrast_batch(sampler, seed, step, with_examples=0.25):
    """A batch in which each demonstration is to be told its own definition from the others'. Half the batches are of one source (harder)."""
    rng, packed = random.Random(f"contrast {seed} {step}"), sampler.packed
    shape = rng.choices(SHAPES, SHAPE_WEIGHTS)[0]
    first = sampler.family(rng)
    siblings = sampler.source_families[sampler.family_source[first]]
    same_source = rng.random() < 0.5 and len(siblings) >= 3 * shape.count
    definitions, stretches, starts, families, tries = [], [], [], set(), 0
    while len(definitions) < shape.count:
        tries += 1
        # Families that nothing fits of (too long for this shape) must not hold up the batch.
        family = first if tries == 1 else rng.choice(siblings) if same_source and tries < 200 else sampler.family(rng)
        document = sampler.document(family, rng)
        definition = packed.any_definition(document, rng, original=0.2, described=0.3)
        if family in families or not len(definition) or any(np.array_equal(definition, d) for d in definitions):
            continue
        run = list(sampler.run(document, rng))
        rng.shuffle(run)
        run = run[:1 + (rng.choice([1, 2]) if rng.random() < with_examples else 0)]
        parts = [p for i in run[:-1] for p in (packed.demonstration(i), packed.between)]
        start = sum(map(len, parts))
        stretch = np.concatenate([*parts, packed.demonstration(run[-1]), packed.last[:1]])
        shortest = 0 if shape is SHAPES[0] else SHAPES[SHAPES.index(shape) - 1].stretch // 2
        if len(stretch) > shape.stretch or (len(stretch) < shortest and tries < 400):
            continue
        families.add(family)
        definitions.append(definition[:shape.definition - 2])
        stretches.append(stretch)
        starts.append(start)
    ids = np.full((shape.count + 1, shape.length + 1), packed.pad, np.int64)
    seen = np.ones((shape.count + 1, shape.length), bool)
    scored = np.zeros((shape.count, shape.stretch), np.float32)
    for k, (stretch, start) in enumerate(zip(stretches, starts)):
        at = shape.definition + k * shape.stretch
        ids[:, at:at + len(stretch)] = stretch
        # The target at place p is the id at p + 1; a demonstration's first token is always the same and is left out.
        scored[k, start:len(stretch) - 2] = 1
    for r, definition in enumerate(definitions):
        before = shape.definition - len(definition) - 2
        ids[r, before:shape.definition] = np.concatenate([definition, packed.between])
        seen[r, :before] = False
    seen[-1, :shape.definition] = False
    if rng.random() < 0.5:
        ids[-1, shape.definition - 1], seen[-1, shape.definition - 1] = packed.end, True
    return ContrastBatch(shape, torch.from_numpy(ids), torch.from_numpy(seen), torch.from_numpy(scored))
