"""Facts that a training run relies on. Run from tools/train-probe: python -m unittest discover tests"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from batches import SHAPES, ContrastShape, Packed, Sampler, contrast_batch, copies, language_batch  # noqa: E402
from definitions import describe, instruction_inside, shape, variant  # noqa: E402
from model import CONFIG, Llama  # noqa: E402
from muon import orthogonal  # noqa: E402
from rendering import render  # noqa: E402
from train import contrast_losses, contrast_nats  # noqa: E402
from wire_induction import add_settings, wire  # noqa: E402

SMALL = {**CONFIG, "vocab_size": 400, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2,
         "num_key_value_heads": 1, "head_dim": 16}


def write_documents(path):
    import json
    rng = random.Random(0)
    with open(path, "w", encoding="utf-8") as file:
        for task in range(12):
            for document in range(4):
                demos = [{"input": f"{rng.randint(1, 99)} birds", "output": str(task)} for _ in range(6)]
                file.write(json.dumps({"task": f"Say {task}. Count the birds of kind {task}.", "task_id": f"t{task}", "demos": demos,
                                       "held_out": task == 11}) + "\n")


def run(script, *arguments):
    return subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True, capture_output=True, text=True).stdout


class Rendering(unittest.TestCase):
    def test_the_plain_template(self):
        demos = [{"input": "a", "output": "b"}, {"input": "c", "output": "d"}]
        self.assertEqual(render("T", demos), "T\n\nInput: a\nOutput: b\n\nInput: c\nOutput: d\n\n")
        self.assertEqual(render("", demos[:1]), "Input: a\nOutput: b\n\n")


class Definitions(unittest.TestCase):
    demos = [{"input": f"Context: the {w} ran. Question: who ran?", "output": w} for w in ("dog", "cat", "horse", "mouse")]

    def test_the_same_seed_gives_the_same_wordings(self):
        words = (["animal"], ["dog"]), (["ran"], ["cat"])
        text = "In this task, you are given a question. Your task is to answer it. Be brief."
        for seed in range(20):
            first, second = (random.Random(seed) for _ in range(2))
            self.assertEqual(variant(text, first), variant(text, second))
            self.assertEqual(describe(self.demos, *words, first), describe(self.demos, *words, second))

    def test_wordings_differ_and_are_never_empty(self):
        rng = random.Random(0)
        wordings = [variant("Given a sentence, find the name of a person. Answer with one word.", rng) for _ in range(50)]
        self.assertTrue(all(wordings))
        self.assertGreater(len(set(wordings)), 25)

    def test_shapes(self):
        self.assertEqual(shape(["3", "-4.5", "1,000"]), "number")
        self.assertEqual(shape(["Yes", "no", "No."]), "yes or no")
        self.assertEqual(shape(["who is it?", "why?"]), "question")
        self.assertEqual(shape(["dog", "cat"]), "word")

    def test_an_instruction_inside_the_inputs_is_taken_out(self):
        demos = [{"input": f"Answer the question in one word. What is {a} plus one?", "output": str(a + 1)} for a in range(5)]
        definition, rest = instruction_inside(demos)
        self.assertEqual(definition, "Answer the question in one word.")
        self.assertEqual(rest[2], {"input": "What is 2 plus one?", "output": "3"})


class Contrast(unittest.TestCase):
    def test_stretches_see_the_definition_and_themselves_only(self):
        """Each cell of the shared-prefix matrix equals reading definition and demonstration as one text."""
        torch.manual_seed(0)
        model, form = Llama(SMALL).eval(), ContrastShape(4, 5, 2)
        ids = torch.randint(2, 400, (3, form.length + 1))
        seen = torch.ones(3, form.length, dtype=torch.bool)
        seen[1, :2] = False
        mask = (form.mask()[None] & seen[:, None, :]) | torch.eye(form.length, dtype=torch.bool)
        with torch.no_grad():
            nats = contrast_nats(model, ids, form.positions(), mask[:, None], form)
            for row, before in ((0, 0), (1, 2)):
                for k in range(2):
                    at = form.definition + k * form.stretch
                    alone = torch.cat([ids[row, before:form.definition], ids[row, at:at + form.stretch]])[None]
                    expected = model.nats(alone[:, :-1], alone[:, 1:])[0, form.definition - before:]
                    torch.testing.assert_close(nats[row, k, :-1], expected, atol=1e-4, rtol=1e-4)

    def test_the_loss_falls_when_the_own_definition_explains_more(self):
        nats = torch.ones(4, 3, 5)
        scored = torch.ones(3, 5)
        even = contrast_losses(nats, scored, 2.0, 0.5)[1]
        for k in range(3):
            nats[k, k] = 0.5
        _, better, hit = contrast_losses(nats, scored, 2.0, 0.5)
        self.assertLess(better.item(), even.item())
        self.assertEqual(hit.item(), 1)


class Orthogonal(unittest.TestCase):
    def test_singular_values_come_near_one_and_directions_stay(self):
        torch.manual_seed(0)
        for shape in ((3, 24, 10), (3, 10, 24)):
            matrices = torch.randn(shape)
            u, _, v = torch.linalg.svd(matrices, full_matrices=False)
            size = torch.diagonal(u.mT @ orthogonal(matrices) @ v.mT, dim1=-2, dim2=-1)
            self.assertGreater(size.min().item(), 0.6)
            self.assertLess(size.max().item(), 1.3)


class WiredInduction(unittest.TestCase):
    """A probe of random weights over 200 tokens, of which token 0 is marked."""

    @classmethod
    def setUpClass(cls):
        torch.manual_seed(0)
        cls.old = Llama({**SMALL, "vocab_size": 200, "hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 64}).eval()
        # As in a trained probe, the layers' output outweighs the embedding.
        for name, tensor in cls.old.state_dict().items():
            tensor *= {"embed_tokens": 10, "gate_proj": 10, "up_proj": 10, "down_proj": 20}.get(name.split(".")[-2], 1)
        cls.old.model.norm.weight.data *= 2
        cls.rows = torch.randint(1, 200, (4, 40))

    def wired(self, *settings):
        parser = argparse.ArgumentParser()
        add_settings(parser)
        return wire(self.old, self.rows, torch.full((200,), 1 / 200), [0], parser.parse_args(settings)).eval()

    def test_the_probe_reads_as_before_while_the_circuit_adds_nothing(self):
        quiet = self.wired("--strength", "0", "--pointer-strength", "0", "--rare-strength", "0")
        with torch.no_grad():
            before, after = self.old(self.rows), quiet(self.rows)
        self.assertLess((after - before).abs().mean().item(), 0.1 * before.std().item())

    def test_tokens_that_come_again_are_foreseen(self):
        ids = torch.cat([torch.zeros(4, 1, dtype=torch.long), self.rows[:, :20], self.rows[:, :20]], 1)
        with torch.no_grad():
            again = [model.nats(ids[:, :-1], ids[:, 1:])[:, 21:].mean().item() for model in (self.old, self.wired())]
        self.assertGreater(again[0], 3.5)
        self.assertLess(again[1], again[0] / 2)


class Training(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        write_documents(cls.root / "toy.jsonl")
        run("prepare.py", "--documents", cls.root / "toy.jsonl", "--vocabulary", 300, "--out", cls.root / "packed")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_batch_depends_on_seed_and_step_alone(self):
        samplers = [Sampler(Packed(self.root / "packed")) for _ in range(2)]
        for step in (0, 7):
            first, second = (language_batch(s, 1, step, 2, 64) for s in samplers)
            torch.testing.assert_close(first, second)
            a, b = (contrast_batch(s, 1, step) for s in samplers)
            self.assertTrue(torch.equal(a.ids, b.ids))

    def test_what_copying_can_foresee_has_stood_before(self):
        packed, rng = Packed(self.root / "packed"), random.Random(0)
        for _ in range(50):
            ids, known = copies(packed, rng)
            pairs = list(zip(ids.tolist(), ids[1:].tolist()))
            self.assertEqual(len(known), len(ids))
            self.assertTrue(known.any())
            self.assertTrue(all(pair in pairs[:k] for k, pair in enumerate(pairs) if known[k + 1]))

    def test_documents_for_copying_weigh_where_it_can_foresee(self):
        sampler = Sampler(Packed(self.root / "packed"))
        ids, weights = language_batch(sampler, 1, 0, 4, 64, copied=1.0)
        self.assertEqual(set(weights.unique().tolist()), {0.0, 1.0})
        for row, weighed in zip(ids.tolist(), weights.tolist()):
            pairs = list(zip(row, row[1:]))
            self.assertTrue(all(pair in pairs[:k] for k, pair in enumerate(pairs) if weighed[k]))

    def test_contrast_rows_hold_the_same_demonstrations_under_different_definitions(self):
        sampler = Sampler(Packed(self.root / "packed"))
        for step in range(10):
            batch = contrast_batch(sampler, 1, step)
            start = batch.shape.definition
            self.assertIn(batch.shape, SHAPES)
            self.assertTrue((batch.ids[:, start:] == batch.ids[:1, start:]).all())
            self.assertEqual(len(np.unique(batch.ids[:-1, :start].numpy(), axis=0)), batch.shape.count)
            self.assertTrue((batch.scored.sum(-1) > 0).all())

    def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped_and_two_processes_train_as_one(self):
        common = ["--packed", self.root / "packed", "--eager", "--threads", 1, "--save-every", 1e9, "--muon", "--copies", 0.3, "--steps", 3]
        run("train.py", *common, "--out", self.root / "whole")
        run("train.py", *common, "--out", self.root / "parts", "--stop-at", 2)
        run("train.py", *common, "--out", self.root / "parts")
        subprocess.run([sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", str(HERE / "train.py"), *map(str, common),
                        "--out", str(self.root / "shared")], check=True, capture_output=True)
        whole, parts, shared = (torch.load(self.root / name / "checkpoint.pt", weights_only=True) for name in ("whole", "parts", "shared"))
        self.assertEqual([s["step"] for s in (whole, parts, shared)], [3, 3, 3])
        self.assertEqual(whole["tokens"], shared["tokens"])
        for kind in ("model", "average"):
            for name, tensor in whole[kind].items():
                torch.testing.assert_close(tensor, parts[kind][name], rtol=0, atol=0)
                torch.testing.assert_close(tensor, shared[kind][name], rtol=1e-3, atol=1e-4)


if __name__ == "__main__":
    unittest.main()
