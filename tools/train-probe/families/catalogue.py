"""All families, and the stream of documents drawn from them."""

import math
import zlib
from collections import Counter

from . import (
    conditions,
    lists,
    measures,
    messages,
    numbers,
    problems,
    reading,
    sentences,
    spelling,
    tables,
    topics,
    writing,
)
from .family import demonstrations
from .wording import definition

# Group -> (weight in the stream, module).
MODULES = {
    "spelling": (2, spelling),
    "lists": (3, lists),
    "sentences": (4, sentences),
    "conditions": (6, conditions),
    "reading": (5, reading),
    "tables": (4, tables),
    "numbers": (2, numbers),
    "measures": (2, measures),
    "topics": (4, topics),
    "messages": (5, messages),
    "problems": (3, problems),
    "writing": (5, writing),
}
FAMILIES = tuple(family for _, module in MODULES.values() for family in module.families())
FEWEST, MOST = 2, 12


def _shelves():
    """(families, weight) of each source of each group, the second part of an id: the group's weight shared by square roots of sizes."""
    by_group = {}
    for family in FAMILIES:
        group, source = family.id.split("/")[:2]
        by_group.setdefault(group, {}).setdefault(source, []).append(family)
    for group, sources in by_group.items():
        total = sum(math.sqrt(len(shelf)) for shelf in sources.values())
        for shelf in sources.values():
            yield tuple(shelf), MODULES[group][0] * math.sqrt(len(shelf)) / total


_SHELVES, _WEIGHTS = zip(*_shelves())


def operation(family_id):
    """What is asked, whatever it is asked of: the group and the end of the id."""
    group, *parts = family_id.split("/")
    return "/".join([group, *parts[-2 if group == "conditions" else -1 :]])


def _places():
    """Operation -> the share of families of the operations that come before it in an order fixed by hashes."""
    sizes = Counter(operation(family.id) for family in FAMILIES)
    places, before = {}, 0
    for name in sorted(sizes, key=lambda name: (zlib.crc32(name.encode()), name)):
        places[name] = before / len(FAMILIES)
        before += sizes[name]
    return places


_PLACES = _places()


def held_out(family_id, share):
    """Whether a family is held out: by its operation alone, so that a held-out task is asked of no source that is trained on."""
    return _PLACES[operation(family_id)] < share


def documents(rng, held_out_share=0.0):
    """Endless documents {"task_id", "task", "demos", "held_out"}."""
    while True:
        family = rng.choice(rng.choices(_SHELVES, _WEIGHTS)[0])
        task = family.draw(rng)
        demos = demonstrations(rng, task, rng.randint(FEWEST, MOST))
        if len(demos) >= FEWEST:
            yield {
                "task_id": family.id,
                "task": definition(rng, task),
                "demos": demos,
                "held_out": held_out(family.id, held_out_share),
            }
