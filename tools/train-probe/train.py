"""Train the probe: a language model of demonstrations, then also one that tells a demonstration's own definition from others.

    python train.py --packed packed/ --out run/ --steps 6000 [--from probe/] [--minutes 50]

Stop it at any time (SIGTERM, Ctrl-C, or --minutes): it writes a checkpoint and goes on from there when started again with the
same arguments. The schedule counts steps and every batch depends on (seed, step) alone. Master weights, optimiser state, norms
and losses are float32; matrix products are bfloat16.
"""
import argparse
import json
import math
import os
import re
import signal
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F

from batches import Packed, Sampler, contrast_batch, language_batch
from model import CONFIG, Llama, load
from muon import Muon

CONTEXT = CONFIG["max_position_embeddings"]


def language_loss(model, ids, weights):
    nats = model.nats(ids[:, :-1], ids[:, 1:])
    return (nats * weights).sum() / weights.sum()


def contrast_nats(model, ids, positions, mask, shape):
    """Negative log-likelihood [definitions + 1, demonstrations, stretch]."""
    nats = model.nats(ids[:, :-1], ids[:, 1:], positions, mask, shape.definition)
    return nats.unflatten(1, (shape.count, shape.stretch))


def contrast_losses(nats, scored, temperature, exponent):
    """From each demonstration's nats under every definition and under none: (language loss, contrast loss).

    The V-Score of demonstration i under definition j is nats(none) - nats(j), over length ** exponent (1: nats per token, 0: nats).
    Cross-entropy of the own definition among the definitions, and of the own demonstrations of a definition among the demonstrations:
    the first is what paired accuracy asks for, the second makes scores of different demonstrations comparable.
    The term without a definition is held fixed, so that V cannot grow by making demonstrations unlikely.
    """
    count = scored.sum(-1)
    sums = (nats * scored).sum(-1)
    v = (sums[-1].detach() - sums[:-1]) / count ** exponent * temperature
    own = torch.arange(v.shape[0])
    contrast = 0.5 * (F.cross_entropy(v.T, own) + F.cross_entropy(v, own))
    likelihood = (sums[:-1].diagonal().sum() + sums[-1].sum()) / (2 * count.sum())
    return likelihood, contrast, (v.argmax(0) == own).float().mean()


def rate(step, args):
    """Linear warm-up, constant, then a cosine down to 5 % over the last share of the steps."""
    if step < args.warm_up:
        return args.lr * (step + 1) / args.warm_up
    begin = args.steps * (1 - args.decay)
    done = min(max((step - begin) / max(args.steps - begin, 1), 0), 1)
    return args.lr * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)


class Run:
    """Everything that a checkpoint holds."""

    def __init__(self, args):
        self.args, self.step, self.tokens, self.seconds = args, 0, 0, 0.0
        torch.manual_seed(args.seed)
        self.model = load(getattr(args, "from")).train() if getattr(args, "from") else Llama(CONFIG)
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        if args.only:
            for name, parameter in self.model.named_parameters():
                parameter.requires_grad_(re.search(args.only, name) is not None)
        trained = [p for p in self.model.parameters() if p.requires_grad]
        embedding = [p for p in trained if p is self.model.model.embed_tokens.weight]
        matrices = [p for p in trained if p.ndim == 2 and p is not self.model.model.embed_tokens.weight]
        vectors = [p for p in trained if p.ndim == 1]
        decayed = embedding if args.muon else embedding + matrices
        self.optimizers = [torch.optim.AdamW(
            [{"params": decayed, "weight_decay": args.weight_decay}, {"params": vectors, "weight_decay": 0}],
            lr=args.lr, betas=(0.9, 0.95), fused=True)]
        if args.muon:
            self.optimizers.append(Muon(matrices, lr=args.lr, weight_decay=args.weight_decay))

    @property
    def path(self):
        return os.path.join(self.args.out, "checkpoint.pt")

    def save(self):
        torch.save({
            "model": self.model.state_dict(), "average": self.average, "optimizers": [o.state_dict() for o in self.optimizers],
            "config": self.model.config, "step": self.step, "tokens": self.tokens, "seconds": self.seconds,
            "args": vars(self.args)}, self.path + ".new")
        os.replace(self.path + ".new", self.path)

    def resume(self):
        state = torch.load(self.path, weights_only=True)
        self.model.load_state_dict(state["model"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.average, self.step, self.tokens, self.seconds = (state[k] for k in ("average", "step", "tokens", "seconds"))

    def update_average(self, decay):
        with torch.no_grad():
            for name, tensor in self.model.state_dict().items():
                self.average[name].lerp_(tensor, 1 - decay)


class Losses:
    """The two losses, compiled for their fixed shapes."""

    def __init__(self, model, sampler, args):
        self.args, self.sampler = args, sampler
        compiled = (lambda f: f) if args.eager else (lambda f: torch.compile(f, dynamic=False))
        self.language = compiled(lambda ids, weights: language_loss(model, ids, weights))
        self.nats = compiled(lambda ids, positions, mask, shape: contrast_nats(model, ids, positions, mask, shape))

    def precision(self):
        return torch.autocast("cpu", torch.bfloat16, enabled=self.args.bfloat16)

    def backward(self, step):
        """Adds the gradients of one step; (figures to report, tokens read). Of two processes each does one of the losses."""
        args, progress = self.args, step / self.args.steps
        figures, tokens = {}, 0
        if args.of_two != 1:
            ids, weights = language_batch(self.sampler, args.seed, step, args.rows, CONTEXT, args.copies * (1 - progress))
            with self.precision():
                loss = self.language(ids, weights)
            loss.backward()
            figures, tokens = {"loss": loss.item()}, weights.numel()
        if args.of_two != 0 and progress >= args.contrast_from:
            batch = contrast_batch(self.sampler, args.seed, step)
            mask = (batch.shape.mask()[None] & batch.seen[:, None, :]) | torch.eye(batch.shape.length, dtype=torch.bool)
            with self.precision():
                nats = self.nats(batch.ids, batch.shape.positions(), mask[:, None], batch.shape)
            likelihood, contrast, hit = contrast_losses(nats, batch.scored, args.temperature, args.exponent)
            (args.contrast * contrast + args.contrast_likelihood * likelihood).backward()
            figures |= {"contrast": contrast.item(), "hit": hit.item(), "hit_chance": 1 / batch.shape.count}
            tokens += batch.ids[:, :-1].numel()
        return figures, tokens


def add_up(model, tokens, stopping):
    """Adds the gradients of two processes up, in both: (tokens of both, whether either is to stop)."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    flat = torch.cat([*(grad.flatten() for grad in grads), torch.tensor([float(tokens), float(stopping)])])
    dist.all_reduce(flat)
    for p, grad in zip(parameters, flat[:-2].split([p.numel() for p in parameters])):
        p.grad = grad.view_as(p)
    return int(flat[-2]), bool(flat[-1] > 0)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--packed", required=True, help="folder written by prepare.py")
    args.add_argument("--out", required=True)
    args.add_argument("--from", help="folder of a probe to go on from; same tokenizer and shape")
    args.add_argument("--only", metavar="PATTERN", help="train these parameters alone: a regular expression found in their names")
    args.add_argument("--steps", type=int, default=1800)
    args.add_argument("--minutes", type=float, default=math.inf, help="stop after so many; the schedule is that of --steps")
    args.add_argument("--stop-at", type=int, help="stop after this step; the schedule is that of --steps")
    args.add_argument("--rows", type=int, default=1, help="of 1,024 tokens, in the language model's part of a step")
    args.add_argument("--lr", type=float, default=5e-4)
    args.add_argument("--warm-up", type=int, default=50, help="steps")
    args.add_argument("--decay", type=float, default=0.5, help="share of the steps, at the end")
    args.add_argument("--weight-decay", type=float, default=0.1)
    args.add_argument("--flatness", type=float, default=0.6, help="task families are drawn by tokens ** flatness")
    args.add_argument("--share", action="append", default=[], metavar="SOURCE=SHARE", help="a source's share of the documents")
    args.add_argument("--copies", type=float, default=0.0, help="share of documents that only train copying, at first; falls to none")
    args.add_argument("--muon", action="store_true", help="Muon instead of AdamW for the matrices of the layers")
    args.add_argument("--contrast-from", type=float, default=0.0, help="share of the steps; 1: never")
    args.add_argument("--contrast", type=float, default=0.3, help="weight of the contrast loss")
    args.add_argument("--contrast-likelihood", type=float, default=0.3, help="weight of the language loss of contrast batches")
    args.add_argument("--temperature", type=float, default=2)
    args.add_argument("--exponent", type=float, default=0.5, help="V is taken over length ** exponent")
    args.add_argument("--average", type=float, default=0.99, help="decay of the averaged weights")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--save-every", type=float, default=180, help="seconds")
    args.add_argument("--threads", type=int, default=os.cpu_count())
    args.add_argument("--bfloat16", action="store_true", help="matrix products in bfloat16: faster where the processor has AMX, slower elsewhere")
    args.add_argument("--eager", action="store_true", help="without torch.compile")
    args.add_argument("--tag", help="ignored; lets a process list tell runs apart")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    os.makedirs(args.out, exist_ok=True)
    args.of_two = int(os.environ["RANK"]) if os.environ.get("WORLD_SIZE") == "2" else None
    if args.of_two is not None:
        dist.init_process_group("gloo")
    run = Run(args)
    if os.path.exists(run.path):
        run.resume()
    shares = {name: float(share) for name, share in (s.split("=") for s in args.share)}
    losses = Losses(run.model, Sampler(Packed(args.packed), args.flatness, shares), args)
    stopping = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.append(True))
    started = last = saved = reported = time.time()
    recent = []
    last_step = min(args.steps, args.stop_at or args.steps)
    is_over = False
    while run.step < last_step and not is_over:
        for optimizer in run.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate(run.step, args)
        figures, tokens = losses.backward(run.step)
        is_over = bool(stopping) or time.time() - started >= args.minutes * 60
        if args.of_two is not None:
            tokens, is_over = add_up(run.model, tokens, is_over)
        norm = torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
        for optimizer in run.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        run.update_average(min(args.average, (run.step + 1) / (run.step + 10)))
        now = time.time()
        run.step, run.tokens, run.seconds, last = run.step + 1, run.tokens + tokens, run.seconds + now - last, now
        recent.append({**figures, "norm": float(norm)})
        if now - reported >= 30:
            means = {k: round(sum(f[k] for f in recent if k in f) / sum(k in f for f in recent), 4) for k in recent[-1]}
            print(json.dumps({"step": run.step, "tokens": run.tokens, "seconds": round(run.seconds), **means}), flush=True)
            recent, reported = [], now
        if now - saved >= args.save_every and not args.of_two:
            run.save()
            saved = now
    if not args.of_two:
        run.save()
    print(json.dumps({"step": run.step, "tokens": run.tokens, "seconds": round(run.seconds), "finished": run.step >= args.steps}), flush=True)


if __name__ == "__main__":
    main()
