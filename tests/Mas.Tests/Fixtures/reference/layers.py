"""Parameters by name, and the layers the models are made of. Names are paths in Mas's model tree."""
import math

import torch

from . import ops
from .tensors import Draws, rounded


class Parameters:
    """Weights and statistics by name, drawn when a layer first asks for them; later it gets the same ones."""

    def __init__(self, seed):
        self._draws = Draws(seed)
        self.weights = {}
        self.statistics = {}
        self.mode = "batch"

    def he(self, name, *shape):
        """N(0, 2 / (kh * kw * out)), for weights (kh, kw, in, out)."""
        deviation = math.sqrt(2 / (shape[0] * shape[1] * shape[3]))
        return self._weight(name, lambda: self._draws.normal(*shape, scale=deviation))

    def uniform(self, name, fan_in, *shape):
        bound = 1 / math.sqrt(fan_in)
        return self._weight(name, lambda: self._draws.uniform(*shape, low=-bound, high=bound))

    def near(self, name, value, channels):
        """Batch norms start at 1 and 0; here a little off them, so that a scale or shift left out shows."""
        return self._weight(name, lambda: rounded(value + self._draws.normal(1, 1, 1, channels, scale=0.1)))

    def statistic(self, name, value, channels):
        return self.statistics.setdefault(name, torch.full((1, 1, 1, channels), value))

    def _weight(self, name, draw):
        if name not in self.weights:
            self.weights[name] = draw().requires_grad_()
        return self.weights[name]


def convolution(p, name, x, channels, size, stride=1, padding=0, bias=False):
    weight = p.he(f"{name}.weight", size, size, x.shape[3], channels)
    shift = p.uniform(f"{name}.bias", size * size * x.shape[3], 1, 1, 1, channels) if bias else None
    return ops.convolution(x, weight, shift, stride, padding)


def separable(p, name, x, channels, size=3):
    weight = p.he(f"{name}.depthwise.weight", size, size, 1, x.shape[3])
    return convolution(p, f"{name}.pointwise", ops.depthwise(x, weight), channels, 1)


def up(p, name, x, channels):
    weight = p.uniform(f"{name}.weight", channels * 4, x.shape[3], 2, 2, channels)
    bias = p.uniform(f"{name}.bias", channels * 4, 1, 1, 1, channels)
    return ops.transposed(x, weight, bias)


def norm(p, name, x, relu=False):
    channels = x.shape[3]
    return ops.batch_norm(
        x, p.near(f"{name}.weight", 1.0, channels), p.near(f"{name}.bias", 0.0, channels),
        p.statistic(f"{name}.running_mean", 0.0, channels), p.statistic(f"{name}.running_var", 1.0, channels),
        p.mode, relu)
