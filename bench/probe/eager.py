"""Times what the probe replaces: PyTorch's eager autograd on a generated checkpoint, a text at a time as the papers'
code does, and the dense Rademacher projection of the whole gradient to 1024 numbers, four texts at a time as there. The
projection is timed on a part of the gradient and scaled up: all of it, and its matrix product alone.

    python bench/probe/eager.py FOLDER [TOKENS] [THREADS]     (torch; FOLDER is printed by bench/probe.mjs throughput)
"""

import json
import struct
import sys
import time

import torch

folder, tokens, threads = sys.argv[1], int((sys.argv + ["256"])[2]) if len(sys.argv) > 2 else 256, 2
if len(sys.argv) > 3:
    threads = int(sys.argv[3])
torch.set_num_threads(threads)

config = json.load(open(f"{folder}/config.json"))
with open(f"{folder}/model.safetensors", "rb") as file:
    size = struct.unpack("<Q", file.read(8))[0]
    header = json.loads(file.read(size))
    data = bytearray(file.read())
weights = {}
for name, entry in header.items():
    start, end = entry["data_offsets"]
    stored = torch.frombuffer(data, dtype=torch.bfloat16, count=(end - start) // 2, offset=start)
    weights[name] = stored.reshape(entry["shape"]).float().requires_grad_()
del data

heads, key_heads, head_size = config["num_attention_heads"], config["num_key_value_heads"], config["head_dim"]
angles = torch.arange(tokens)[:, None] / config["rope_theta"] ** (torch.arange(0, head_size, 2) / head_size)
cosines, sines = (torch.cat([part, part], -1) for part in (angles.cos(), angles.sin()))
linear = torch.nn.functional.linear


def norm(x, name):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + config["rms_norm_eps"]) * weights[name]


def rotate(x):
    first, second = x.chunk(2, -1)
    return x * cosines + torch.cat([-second, first], -1) * sines


def loss(ids, scored_from):
    x = weights["model.embed_tokens.weight"][ids]
    for layer in range(config["num_hidden_layers"]):
        prefix = f"model.layers.{layer}."
        state = norm(x, prefix + "input_layernorm.weight")
        split = lambda name, count: linear(state, weights[f"{prefix}self_attn.{name}_proj.weight"]).view(
            tokens, count, head_size
        ).transpose(0, 1)
        query, key, value = rotate(split("q", heads)), rotate(split("k", key_heads)), split("v", key_heads)
        mixed = torch.nn.functional.scaled_dot_product_attention(
            query[None], key[None], value[None], is_causal=True, enable_gqa=True
        )[0]
        x = x + linear(
            mixed.transpose(0, 1).reshape(tokens, heads * head_size), weights[prefix + "self_attn.o_proj.weight"]
        )
        state = norm(x, prefix + "post_attention_layernorm.weight")
        gate, up = (linear(state, weights[f"{prefix}mlp.{name}_proj.weight"]) for name in ("gate", "up"))
        x = x + linear(torch.nn.functional.silu(gate) * up, weights[prefix + "mlp.down_proj.weight"])
    states = norm(x, "model.norm.weight")[scored_from - 1 : -1]
    logits = linear(states, weights["model.embed_tokens.weight"])
    return torch.nn.functional.cross_entropy(logits, ids[scored_from:])


def best(action, repeats):
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times[1:])


def forward():
    with torch.no_grad():
        loss(ids, tokens // 2)


def gradient():
    for weight in weights.values():
        weight.grad = None
    loss(ids, tokens // 2).backward()


ids = torch.arange(tokens) * 7919 % config["vocab_size"]
forward_time, gradient_time = best(forward, 3), best(gradient, 3)

part, group = 200_000, 4
parameters = sum(weight.numel() for weight in weights.values())
vectors = torch.randn(group, part)


def draw():
    return torch.randint(0, 2, (part, 1024), dtype=torch.int8).float() * 2 - 1


signs = draw()
scale = parameters / part / group
projection_time = best(lambda: vectors @ draw(), 2) * scale
product_time = best(lambda: vectors @ signs, 5) * scale
print(
    f"{config['_name_or_path']}, {tokens} tokens, torch {torch.__version__}, {threads} threads: "
    f"forward {forward_time * 1000:.0f} ms, with backward {gradient_time * 1000:.0f} ms; "
    f"projection {projection_time:.1f} s a text, its product alone {product_time:.1f} s "
    f"(scaled up from {part} of {parameters} entries)"
)
