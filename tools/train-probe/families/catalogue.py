"""All families, and the stream of documents drawn from them."""
import zlib

from . import conditions, lists, measures, numbers, reading, sentences, spelling, tables, topics
from .family import demonstrations
from .wording import definition

# Group name -> (weight in the stream, module). A group is drawn first, then one of its families.
MODULES = {"spelling": (2, spelling), "lists": (3, lists), "sentences": (4, sentences),
           "conditions": (6, conditions), "reading": (5, reading), "tables": (4, tables),
           "numbers": (2, numbers), "measures": (2, measures), "topics": (5, topics)}
GROUPS = {name: tuple(module.families()) for name, (_, module) in MODULES.items()}
FAMILIES = tuple(family for group in GROUPS.values() for family in group)
FEWEST, MOST = 2, 12


def held_out(family_id, share):
    """Whether a family is held out: by its id alone, so that every run with this share agrees."""
    return zlib.crc32(family_id.encode()) % 10_000 < share * 10_000


def documents(rng, held_out_share=0.0):
    """Endless documents {"task_id", "task", "demos", "held_out"}."""
    names = list(MODULES)
    weights = [MODULES[name][0] for name in names]
    while True:
        family = rng.choice(GROUPS[rng.choices(names, weights)[0]])
        task = family.draw(rng)
        demos = demonstrations(rng, task, rng.randint(FEWEST, MOST))
        if len(demos) >= FEWEST:
            yield {"task_id": family.id, "task": definition(rng, task), "demos": demos,
                   "held_out": held_out(family.id, held_out_share)}
