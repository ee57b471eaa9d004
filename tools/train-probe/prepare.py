"""Pack the corpus, its definitions and the task families as token arrays; train the tokenizer where none is given.

    python prepare.py --documents corpus/ families.jsonl --out packed/ [--tokenizer probe/]
"""
import argparse
import collections
import json
import os
import random
import zlib

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from corpus import held_out_tasks, read_documents
from definitions import Salience, describe, instruction_inside, variant
from rendering import body

SPECIAL = ["<|endoftext|>", "<|pad|>"]
TOKENIZER_CONFIG = {
    "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 1024,
    "add_bos_token": False, "add_eos_token": False, "add_prefix_space": False,
    "clean_up_tokenization_spaces": False, "bos_token": None,
    "eos_token": SPECIAL[0], "pad_token": SPECIAL[1], "unk_token": None,
}
TRAIN, HELD_OUT_DOCUMENT, HELD_OUT_TASK, HELD_OUT_FAMILY = 0, 1, 2, 3
VARIANTS, DESCRIPTIONS = 48, 3


def train_tokenizer(documents, size, share=0.3, seed=1):
    """Byte-level BPE over a share of the demonstrations and every definition once."""
    def texts():
        rng, seen = random.Random(seed), set()
        for _, document in documents:
            if document["task"] not in seen:
                seen.add(document["task"])
                yield document["task"]
            if rng.random() < share:
                yield from (body(d) for d in document["demos"])
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts(), trainers.BpeTrainer(
        vocab_size=size, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    return tokenizer


def split_of(source, document, held_out):
    if document.get("train"):
        return TRAIN
    if (source, document["task_id"]) in held_out:
        return HELD_OUT_TASK
    if document.get("held_out"):
        return HELD_OUT_FAMILY
    # One training document in a hundred, by its first demonstration.
    return HELD_OUT_DOCUMENT if zlib.crc32(json.dumps(document["demos"][0]).encode()) % 100 == 0 else TRAIN


def with_instructions_taken_out(documents, held_out):
    """Documents without a definition whose inputs hold it: for those, a second document with the instruction in its place."""
    by_task = collections.defaultdict(list)
    for source, document in documents:
        if not document["task"] and split_of(source, document, held_out) == TRAIN:
            by_task[source, document["task_id"]].append(document)
    added = []
    for (source, task), members in sorted(by_task.items()):
        demos = [d for m in members for d in m["demos"]]
        definition, _ = instruction_inside(demos[:200])
        if not definition:
            continue
        for member in members:
            found, stripped = instruction_inside(demos[:40] + member["demos"])
            stripped = stripped[-len(member["demos"]):]
            if found and stripped:
                added.append((source, {**member, "task": found, "demos": stripped, "train": True}))
    return added


def salient_words(documents):
    """For each document, the salient (input words, output words) of its task and of itself."""
    by_task = collections.defaultdict(list)
    for n, (source, document) in enumerate(documents):
        by_task[source, document["task_id"]].append(n)
    groups = [[documents[n][1]["demos"] for n in members[:40]] for members in by_task.values()]
    sides = [Salience([d[side] for demos in group for d in demos] for group in groups) for side in ("input", "output")]

    def words(demos):
        return sides[0].top([d["input"] for d in demos]), sides[1].top([d["output"] for d in demos])
    of_task = {key: words([d for n in members[:20] for d in documents[n][1]["demos"]]) for key, members in by_task.items()}
    return [(of_task[source, document["task_id"]], words(document["demos"])) for source, document in documents]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--documents", nargs="+", required=True, help="folders or files of JSON Lines, gzip or plain")
    args.add_argument("--out", required=True)
    args.add_argument("--tokenizer", help="folder of a tokenizer.json to keep; without it one is trained")
    args.add_argument("--vocabulary", type=int, default=4096)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    os.makedirs(args.out, exist_ok=True)
    documents = list(read_documents(args.documents))
    if args.tokenizer:
        tokenizer = Tokenizer.from_file(os.path.join(args.tokenizer, "tokenizer.json"))
    else:
        tokenizer = train_tokenizer(documents, args.vocabulary)
    tokenizer.save(os.path.join(args.out, "tokenizer.json"))
    with open(os.path.join(args.out, "tokenizer_config.json"), "w", encoding="utf-8") as file:
        json.dump(TOKENIZER_CONFIG, file, indent=2)

    held_out = held_out_tasks({(s, d["task_id"]) for s, d in documents})
    documents += with_instructions_taken_out(documents, held_out)
    rng = random.Random(args.seed)
    with open(os.path.join(os.path.dirname(__file__), "wordings.json"), encoding="utf-8") as file:
        by_hand = json.load(file)
    sources = sorted({s for s, _ in documents})
    tasks, definitions, variants = {}, [], []
    doc_start, doc_task, doc_definition, doc_split, descriptions = [0], [], [], [], []
    for (source, document), words in zip(documents, salient_words(documents)):
        key = (source, document["task_id"], document["task"])
        if key not in tasks:
            tasks[key] = len(tasks)
            definitions.append(document["task"])
            stems = [document["task"]] + 3 * by_hand.get(document["task_id"], [])
            wordings = {variant(rng.choice(stems), rng) for _ in range(VARIANTS)} if document["task"] else set()
            variants.append(sorted(wordings - {document["task"], ""}))
        doc_task.append(tasks[key])
        doc_split.append(split_of(source, document, held_out))
        doc_start.append(doc_start[-1] + len(document["demos"]))
        train = doc_split[-1] == TRAIN and len(document["demos"]) > 1
        descriptions.append([describe(document["demos"], *words, rng) for _ in range(DESCRIPTIONS if train else 0)])

    def pack(texts):
        ids = [np.zeros(0, np.uint16)]
        for first in range(0, len(texts), 4096):
            encoded = tokenizer.encode_batch(texts[first:first + 4096], add_special_tokens=False)
            ids += [np.array(e.ids, dtype=np.uint16) for e in encoded]
        return np.concatenate(ids), np.cumsum([len(i) for i in ids])

    def nested(lists):
        tokens, start = pack([t for texts in lists for t in texts])
        return tokens, start, np.cumsum([0] + [len(texts) for texts in lists])

    demo_tokens, demo_start = pack([body(d) for _, document in documents for d in document["demos"]])
    definition_tokens, definition_start = pack(definitions)
    variant_tokens, variant_start, task_variants = nested(variants)
    description_tokens, description_start, doc_descriptions = nested(descriptions)
    family_names = {}
    doc_family = [family_names.setdefault((s, d["task_id"]), len(family_names)) for s, d in documents]
    path = os.path.join(args.out, "packed.npz")
    np.savez_compressed(
        path, demo_tokens=demo_tokens, demo_start=demo_start, doc_start=np.array(doc_start), doc_task=np.array(doc_task),
        doc_family=np.array(doc_family), doc_split=np.array(doc_split, dtype=np.int8),
        doc_source=np.array([sources.index(s) for s, _ in documents], dtype=np.int8), sources=np.array(sources),
        definition_tokens=definition_tokens, definition_start=definition_start,
        variant_tokens=variant_tokens, variant_start=variant_start, task_variants=task_variants,
        description_tokens=description_tokens, description_start=description_start, doc_descriptions=doc_descriptions,
        held_out=np.array(sorted(t for _, t in held_out)),
        special=np.array([tokenizer.encode(t, add_special_tokens=False).ids[0] for t in ("\n", "\n\n", *SPECIAL)]))
    print(json.dumps({
        "documents": len(doc_task), "demonstrations": len(demo_start) - 1, "demonstration_tokens": len(demo_tokens),
        "definitions": len(definitions), "rewordings": len(variant_start) - 1, "descriptions": len(description_start) - 1,
        "definition_tokens": len(definition_tokens) + len(variant_tokens) + len(description_tokens),
        "documents_by_split": np.bincount(doc_split).tolist(), "megabytes": round(os.path.getsize(path) / 2 ** 20, 1)}, indent=1))


if __name__ == "__main__":
    main()
