"""Documents of the corpus: JSON Lines files (gzip or plain) of `task`, `task_id`, `demos` and a licence of their own."""
import glob
import gzip
import json
import os
import random

# Tasks of each source that are held out wholly, drawn by a fixed shuffle. They are the same as the first probe's.
HELD_OUT_TASKS = {
    "natural-instructions-v2": 4, "p3-templates": 2, "wordnet": 2, "intents": 1,
    "legalbench": 1, "blimp": 1, "persona-statements": 1,
}


def read_lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_documents(paths):
    """(source, document) of every file or folder, in order. Trailing white space is removed: it would join the separator."""
    files = [f for p in paths for f in (sorted(glob.glob(os.path.join(p, "*.jsonl*"))) if os.path.isdir(p) else [p])]
    for path in files:
        source = os.path.basename(path).split(".")[0]
        for document in read_lines(path):
            demos = [{"input": d["input"], "output": d["output"].rstrip()} for d in document["demos"]]
            yield source, {**document, "task": document["task"].rstrip(), "demos": demos}


def held_out_tasks(task_ids):
    """The (source, task id) pairs held out, of a set of such pairs."""
    chosen = set()
    for source, count in HELD_OUT_TASKS.items():
        ids = sorted(pair for pair in task_ids if pair[0] == source)
        random.Random(source).shuffle(ids)
        chosen.update(ids[:count])
    return chosen
