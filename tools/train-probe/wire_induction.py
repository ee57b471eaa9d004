"""Write a copying circuit into a probe that does not copy, so that training goes on from there.

    python wire_induction.py --probe ../../media/probe --packed packed/ --out wired/

The circuit is that of Olsson et al. 2022 (arXiv 2209.11895): a head that brings each token what stood before it, and a later head
that looks for where the present token stood before and raises the probability of what came next. It gets room of its own: extra
dimensions of the residual stream, which the old layers do not read, and two new layers, one after the first and one after the last.
Everything else computes what it did, but for the share of the new dimensions in the norms.

- Residual stream: the old dimensions, then `own` (a code of the token and, last, a mark of the tokens that end or begin a field) and
  `before` (codes of the two tokens before). Codes are random projections of the whitened embedding, of length 1.
- First new layer: heads that look by position alone (constant queries and keys, the biases of Qwen2) at distance 0, 1 and 2.
- Second new layer: an induction head; a pointer head, which looks for tokens that the model expects next; a head that looks for
  rare tokens. All three raise the probability of the tokens that they find. The fourth head is free.

A head that finds nothing looks at a marked token, whose code is zero. Content is compared in the slow half of the rotary
pairs, which turn little within a demonstration. The new layers' feed-forward parts add nothing at first. *Adapted*: two tokens
before are matched, not one, the second with a smaller weight.
"""
import argparse
import json
import os
import shutil

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from batches import Packed, Sampler, language_batch
from model import Llama, load

MARKED = ["\n", "\n\n", "Input", "Output", ":", "<|endoftext|>"]


def random_orthogonal(rows, columns, generator):
    return torch.linalg.qr(torch.randn(rows, rows, generator=generator))[0][:, :columns]


def token_codes(embedding, frequency, marked, size, generator):
    """Codes [vocabulary, size] of length 1 (0 for marked tokens), and readout [width, size]: embedding @ readout is about the codes."""
    centred = embedding - (frequency[:, None] * embedding).sum(0)
    _, spread, axes = torch.linalg.svd(centred, full_matrices=False)
    whitened = centred @ (axes.T / spread)
    codes = whitened @ random_orthogonal(embedding.shape[1], size, generator)
    codes /= codes.norm(dim=1, keepdim=True)
    codes -= (frequency[:, None] * codes).sum(0)
    codes /= codes.norm(dim=1, keepdim=True)
    codes[marked] = 0
    return codes, torch.linalg.lstsq(centred, codes).solution


class Places:
    """Where things lie in the widened residual stream and in the rotary pairs of a head."""

    def __init__(self, width, own, before, head):
        self.old, self.width = slice(0, width), width + own + before
        self.code, self.mark = slice(width, width + own - 1), width + own - 1
        self.own, self.before = slice(width, width + own), slice(width + own, width + own + before - 1)
        self.extra = slice(width, self.width)
        self.matched = before - 1
        half, slow = head // 2, before // 2
        # The slowest pair's second half carries the mark.
        slow_places = [*range(half - slow, half), *range(2 * half - slow, 2 * half)]
        self.content, self.content_mark = slow_places[:-1], slow_places[-1]


def look_back(attention, head, group, frequencies, distance, sharpness):
    """Makes a head look at one distance, by constant queries and keys: score = sharpness · Σ cos(frequency · (distance' - distance))."""
    dim, pairs = attention.dim, len(frequencies)
    turn = frequencies * distance
    size = (sharpness * dim ** 0.5) ** 0.5
    for layer in (attention.q_proj.weight.data[head * dim:(head + 1) * dim], attention.k_proj.weight.data[group * dim:(group + 1) * dim]):
        layer.zero_()
    q, k = attention.q_proj.bias.data[head * dim:(head + 1) * dim], attention.k_proj.bias.data[group * dim:(group + 1) * dim]
    q.zero_(), k.zero_()
    q[:pairs], q[dim // 2:dim // 2 + pairs], k[:pairs] = size * turn.cos(), -size * turn.sin(), size


def widened(old, places, after):
    """The old layers in a wider model, with a new layer after each place in `after`: (model, indices of the new layers)."""
    config = {**old.config, "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_size": places.width,
              "num_hidden_layers": old.config["num_hidden_layers"] + len(after)}
    for key in ("attention_bias", "mlp_bias", "pretraining_tp"):
        config.pop(key, None)
    model, width = Llama(config), old.config["hidden_size"]
    new, at = [], 0
    for index, source in enumerate(old.model.layers):
        target = model.model.layers[at].state_dict()
        for name, tensor in target.items():
            tensor.zero_()
            if name.endswith("layernorm.weight"):
                tensor.fill_(1)
        for name, tensor in source.state_dict().items():
            target[name][tuple(slice(0, size) for size in tensor.shape)] = tensor
        at += 1
        if index in after:
            new.append(at)
            at += 1
    for index in new:
        layer = model.model.layers[index]
        layer.mlp.down_proj.weight.data.zero_()
        layer.self_attn.o_proj.weight.data.zero_()
        for projection in (layer.self_attn.q_proj, layer.self_attn.k_proj, layer.self_attn.v_proj):
            projection.bias.data.zero_()
    model.model.embed_tokens.weight.data.zero_()[:, :width] = old.model.embed_tokens.weight
    model.model.norm.weight.data.zero_()[:width] = old.model.norm.weight
    return model, new


def balance(model, places, ids, new):
    """Sets every norm from what passes it: the old dimensions come out as large as before, the extra ones at size 1."""
    def root_mean_square(x):
        return x.pow(2).mean(-1, keepdim=True).sqrt()

    def set_norm(norm, x, fresh, silent=False):
        inner = root_mean_square(x[..., places.old]) if not fresh else root_mean_square(x)
        norm.weight.data[places.old] *= (root_mean_square(x) / inner).mean()
        if not silent:
            for part in (places.code, places.before):
                size = root_mean_square((x / root_mean_square(x))[..., part]).median()
                norm.weight.data[part] = 1 / size if size > 0 else 1
            mark = (x / root_mean_square(x))[..., places.mark].abs().max()
            norm.weight.data[places.mark] = 1 / mark if mark > 0 else 1
    with torch.no_grad():
        x = model.model.embed_tokens(ids)
        cos, sin = model.cos[:ids.shape[1]], model.sin[:ids.shape[1]]
        for index, layer in enumerate(model.model.layers):
            set_norm(layer.input_layernorm, x, index in new)
            x = x + layer.self_attn(layer.input_layernorm(x), cos, sin, None)
            set_norm(layer.post_attention_layernorm, x, index in new)
            x = x + layer.mlp(layer.post_attention_layernorm(x))
        set_norm(model.model.norm, x, False, silent=True)
    return root_mean_square(x).mean().item()


def wire(old, ids, frequency, marked, args):
    """The probe with the circuit. ids: rows of training text, from which norms are set. frequency: of each token, sums to 1."""
    generator = torch.Generator().manual_seed(args.seed)
    torch.manual_seed(args.seed)
    width, head = old.config["hidden_size"], old.config["head_dim"]
    places = Places(width, args.own, args.before, head)
    model, (first, second) = widened(old, places, (0, old.config["num_hidden_layers"] - 1))
    embedding = old.model.embed_tokens.weight.data
    codes, readout = token_codes(embedding, frequency, marked, args.own - 1, generator)
    size = codes.shape[1] ** 0.5
    table = model.model.embed_tokens.weight.data
    table[:, places.code] = codes * size * args.embedded
    table[marked, places.mark] = args.embedded
    turned = random_orthogonal(places.matched, places.matched, generator)

    attention = model.model.layers[first].self_attn
    frequencies = old.config["rope_theta"] ** -(torch.arange(head // 2) / (head // 2))[:head * 3 // 16]
    for number, distance in enumerate((1, 2, 0)):
        look_back(attention, number, number // 2, frequencies, distance, args.sharpness)
    values, out = attention.v_proj.weight.data, attention.o_proj.weight.data
    for group in range(2):
        values[group * head:(group + 1) * head].zero_()
        values[group * head:group * head + args.own, places.own] = torch.eye(args.own)
    matched = torch.eye(places.matched)
    out[places.before, :places.matched] = args.kept * matched
    out[places.before, head:head + places.matched] = args.kept * args.second * turned
    out[places.own, 2 * head:2 * head + args.own] = args.kept * torch.eye(args.own)
    balance(model, places, ids, (first, second))

    layer = model.model.layers[second]
    attention = layer.self_attn
    values, out = attention.v_proj.weight.data, attention.o_proj.weight.data
    queries, keys = attention.q_proj.weight.data.view(-1, head, places.width), attention.k_proj.weight.data.view(-1, head, places.width)
    query_bias, key_bias = attention.q_proj.bias.data.view(-1, head), attention.k_proj.bias.data.view(-1, head)
    content, scale, root = places.content, head ** 0.5, places.matched ** 0.5
    code = list(range(places.code.start, places.code.stop))
    before = list(range(places.before.start, places.before.stop))
    # Codes come out of the norm at size 1 a dimension; those of two tokens before are mixed.
    single = (1 + args.second ** 2) ** -0.5
    share = (places.matched / codes.shape[1]) ** 0.5
    queries[:3].zero_(), keys[:2].zero_()
    queries[0][content, code[:places.matched]] = args.gain * scale / root
    queries[0][torch.tensor(content)[:, None], torch.tensor(before)[None]] = args.gain * scale / root * args.second * turned
    keys[0][content, before] = 1 / root / single
    keys[1][content, code[:places.matched]] = 1 / root
    for group in range(2):
        keys[group][places.content_mark, places.mark] = 1
        values[group * head:(group + 1) * head].zero_()
        values[torch.arange(len(code)) + group * head, code] = 1 / size
    query_bias[0, places.content_mark] = args.gain * scale * args.threshold
    # What the model expects, as a combination of codes: codes @ expected is nearest to its logits.
    norm = old.model.norm.weight.data
    expected = torch.linalg.lstsq(codes[:, :places.matched], (embedding - embedding.mean(0)) * norm).solution
    queries[2][torch.tensor(content)[:, None], torch.arange(width)[None]] = args.pointer_gain * scale * expected * share
    query_bias[2, places.content_mark] = scale * args.pointer_threshold
    # Rare tokens: the code's direction along which tokens get rarer.
    rare = -(frequency + 1e-6).log()
    rare = rare - (frequency * rare).sum()
    weights = frequency.sqrt()[:, None]
    direction = torch.linalg.lstsq(weights * codes[:, :places.matched], weights * rare[:, None]).solution[:, 0]
    query_bias[3].zero_(), queries[3].zero_()
    query_bias[3, content] = scale * args.rare_gain * direction * share
    query_bias[3, places.content_mark] = scale * args.rare_threshold

    balanced = root_mean_square_at_end(model, ids)
    back = readout * balanced / norm[:, None]
    for number, strength in ((0, args.strength), (2, args.pointer_strength), (3, args.rare_strength)):
        out[places.old, number * head:number * head + len(code)] = strength * back
    return model


def root_mean_square_at_end(model, ids):
    with torch.no_grad():
        x = model.model.embed_tokens(ids)
        for layer in model.model.layers:
            x = layer(x, model.cos[:ids.shape[1]], model.sin[:ids.shape[1]], None)
        return x.pow(2).mean(-1).sqrt().mean().item()


def add_settings(parser):
    parser.add_argument("--own", type=int, default=32, help="extra dimensions for the token's own code and mark")
    parser.add_argument("--before", type=int, default=32, help="extra dimensions for the tokens before; at most half a head is compared")
    parser.add_argument("--embedded", type=float, default=0.04, help="size of a code's numbers in the embedding")
    parser.add_argument("--kept", type=float, default=0.5, help="and in the residual stream after the first new layer")
    parser.add_argument("--sharpness", type=float, default=8, help="of the heads that look by position")
    parser.add_argument("--second", type=float, default=1, help="weight of the second token before")
    parser.add_argument("--gain", type=float, default=20, help="score of a match of one token")
    parser.add_argument("--threshold", type=float, default=1.1, help="score of a marked token, in matches")
    parser.add_argument("--strength", type=float, default=8, help="logits that the induction head adds")
    parser.add_argument("--pointer-gain", type=float, default=1)
    parser.add_argument("--pointer-threshold", type=float, default=3)
    parser.add_argument("--pointer-strength", type=float, default=3)
    parser.add_argument("--rare-gain", type=float, default=1)
    parser.add_argument("--rare-threshold", type=float, default=3)
    parser.add_argument("--rare-strength", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)


def material(packed, tokenizer):
    """Rows of training text, the tokens' frequencies there, and the marked tokens."""
    ids, _ = language_batch(Sampler(packed), 1, 0, 8, 1024)
    counts = torch.bincount(torch.from_numpy(packed.demo_tokens.astype("int64")), minlength=tokenizer.get_vocab_size()).float()
    counts[tokenizer.encode("\n").ids[0]] += 2 * len(packed.demo_start)
    marked = [tokenizer.encode(text, add_special_tokens=False).ids[0] for text in MARKED]
    return ids[:, :-1], counts / counts.sum(), sorted(set(marked))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--probe", required=True)
    args.add_argument("--packed", required=True)
    args.add_argument("--out", required=True)
    add_settings(args)
    args = args.parse_args()
    tokenizer = Tokenizer.from_file(os.path.join(args.probe, "tokenizer.json"))
    model = wire(load(args.probe), *material(Packed(args.packed), tokenizer), args)
    os.makedirs(args.out, exist_ok=True)
    save_file({name: tensor.half().contiguous() for name, tensor in model.state_dict().items()},
              os.path.join(args.out, "model.safetensors"), metadata={"format": "pt"})
    with open(os.path.join(args.out, "config.json"), "w", encoding="utf-8") as file:
        json.dump({**model.config, "torch_dtype": "float16"}, file, indent=2)
        file.write("\n")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(os.path.join(args.probe, name), os.path.join(args.out, name))
    print(json.dumps({"parameters": sum(p.numel() for p in model.parameters())}))


if __name__ == "__main__":
    main()
