"""Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/): momentum, made orthogonal, as the step of a matrix.

*Adapted*: Newton-Schulz in float32 and over all matrices of one shape at once, as bfloat16 products are eight times slower on a
processor without AMX, which is why torch's own Muon is not used. The step's size is matched to AdamW's (Liu et al. 2025, "Muon is
scalable for LLM training", section 2.2), so that one rate serves for both.
"""
import collections

import torch

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5


def orthogonal(matrices):
    """Matrices [n, rows, columns] with their singular values brought near 1."""
    a, b, c = COEFFICIENTS
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    x = x / (torch.linalg.matrix_norm(x, keepdim=True) + 1e-7)
    for _ in range(ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """For weights of two dimensions that are no embeddings."""

    def __init__(self, params, lr, weight_decay=0.1, momentum=0.95):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = collections.defaultdict(list)
            for p in group["params"]:
                shapes[p.shape].append(p)
            for (rows, columns), same in shapes.items():
                for p in same:
                    state = self.state[p]
                    state.setdefault("momentum", torch.zeros_like(p)).lerp_(p.grad, 1 - group["momentum"])
                momenta = torch.stack([p.grad.lerp(self.state[p]["momentum"], group["momentum"]) for p in same])
                for p, update in zip(same, orthogonal(momenta)):
                    p.mul_(1 - group["lr"] * group["weight_decay"])
                    p.add_(update, alpha=-group["lr"] * 0.2 * max(rows, columns) ** 0.5)
