"""Makes test/fixtures/probe: tiny checkpoints of every family and type, and what PyTorch's autograd says of them.

For each checkpoint, saved by transformers itself: the natural-log probability of every scored token, the gradient of
the mean negative log-likelihood by every parameter, and the mean of the last hidden states, for two token sequences.
The weights are drawn with a fixed seed, rounded to the stored type, and read back widened to 64 bits (transformers
itself computes norms, softmax and rotations in 32).

    python tools/reference/probe_fixtures.py test/fixtures/probe
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, LlamaConfig, Qwen2Config, Qwen3Config

SHARED = dict(
    vocab_size=60,
    hidden_size=12,
    intermediate_size=18,
    num_hidden_layers=2,
    max_position_embeddings=64,
    bos_token_id=None,
    eos_token_id=0,
    pad_token_id=None,
)
# Slow enough and fast enough pairs of a head of 8 for all three branches: turns of 10.2, 1.02, 0.1 and 0.01.
LLAMA3_ROPE = dict(
    rope_type="llama3",
    rope_theta=10_000.0,
    factor=8.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=64,
)

# Name: configuration, stored type, how large a file may get.
CHECKPOINTS = {
    "llama-f32": (
        LlamaConfig(**SHARED, num_attention_heads=6, num_key_value_heads=3, tie_word_embeddings=True),
        torch.float32,
        "1GB",
    ),
    "llama-f16": (
        LlamaConfig(**SHARED, num_attention_heads=3, num_key_value_heads=3, head_dim=4, tie_word_embeddings=False),
        torch.float16,
        "1GB",
    ),
    "llama-bf16": (
        LlamaConfig(
            **{**SHARED, "max_position_embeddings": 128},
            num_attention_heads=4,
            num_key_value_heads=1,
            head_dim=8,
            rope_parameters=LLAMA3_ROPE,
            tie_word_embeddings=False,
        ),
        torch.bfloat16,
        "4KB",
    ),
    "qwen2-f32": (
        Qwen2Config(**SHARED, num_attention_heads=6, num_key_value_heads=1, tie_word_embeddings=True),
        torch.float32,
        "1GB",
    ),
    "qwen2-f16": (
        Qwen2Config(**SHARED, num_attention_heads=2, num_key_value_heads=2, tie_word_embeddings=False),
        torch.float16,
        "1GB",
    ),
    "qwen2-bf16": (
        Qwen2Config(**SHARED, num_attention_heads=6, num_key_value_heads=2, tie_word_embeddings=True),
        torch.bfloat16,
        "1GB",
    ),
    "qwen3-f32": (
        Qwen3Config(**SHARED, num_attention_heads=4, num_key_value_heads=2, head_dim=6, tie_word_embeddings=True),
        torch.float32,
        "12KB",
    ),
    "qwen3-f16": (
        Qwen3Config(**SHARED, num_attention_heads=4, num_key_value_heads=1, head_dim=4, tie_word_embeddings=True),
        torch.float16,
        "1GB",
    ),
    "qwen3-bf16": (
        Qwen3Config(**SHARED, num_attention_heads=3, num_key_value_heads=3, head_dim=8, tie_word_embeddings=False),
        torch.bfloat16,
        "1GB",
    ),
}

# Lengths, and the first position whose token counts in the loss.
TEXTS = [(15, 6), (9, 1)]


def draw(parameter: torch.Tensor, name: str, generator: torch.Generator) -> torch.Tensor:
    """Large enough for every parameter to matter: attention that is not flat, probabilities that are not equal."""
    noise = torch.randn(parameter.shape, generator=generator)
    if name.endswith("norm.weight"):
        return 1 + 0.3 * noise
    if parameter.dim() == 1:
        return 0.5 * noise
    return 0.5 * noise if "embed_tokens" in name else 1.5 * noise / parameter.shape[1] ** 0.5


def make(folder: Path, name: str, seed: int) -> None:
    config, dtype, shard_size = CHECKPOINTS[name]
    generator = torch.Generator().manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            parameter.copy_(draw(parameter, key, generator))
    model.to(dtype).save_pretrained(folder, max_shard_size=shard_size)
    (folder / "generation_config.json").unlink(missing_ok=True)

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64, attn_implementation="eager").eval()
    texts = []
    gradients: dict[str, list[torch.Tensor]] = {key: [] for key, _ in model.named_parameters()}
    for length, scored_from in TEXTS:
        ids = torch.randint(config.vocab_size, (length,), generator=generator)
        model.zero_grad()
        states = model.model(ids[None]).last_hidden_state[0]
        log_probs = torch.log_softmax(model.lm_head(states[:-1]), dim=-1)
        scored = log_probs[torch.arange(length - 1), ids[1:]][scored_from - 1 :]
        (-scored.mean()).backward()
        for key, parameter in model.named_parameters():
            gradients[key].append(parameter.grad.clone())
        texts.append(
            dict(
                ids=ids.tolist(),
                scoredFrom=scored_from,
                logProbs=scored.tolist(),
                embedding=states.mean(dim=0).tolist(),
            )
        )
    save_file({key: torch.stack(values).float() for key, values in gradients.items()}, folder / "gradients.safetensors")
    reference = dict(
        source=f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}, float64, eager attention",
        seed=seed,
        texts=texts,
    )
    (folder / "reference.json").write_text(json.dumps(reference, indent="\t") + "\n")


def main() -> None:
    root = Path(sys.argv[1])
    torch.set_num_threads(1)
    for seed, name in enumerate(CHECKPOINTS, start=1):
        make(root / name, name, seed)
        print(name, sum(path.stat().st_size for path in (root / name).iterdir()), "bytes")


if __name__ == "__main__":
    main()
