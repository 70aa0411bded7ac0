"""A small perceptron of rows with embedded categories: losses, gradients and ten steps of training."""
import math

import torch

from . import ops
from .layers import Parameters
from .tensors import Draws
from .training import MOMENTUM, STEPS, WEIGHT_DECAY, copies

ROWS, WIDTH, CLASSES = 24, 32, 4
LEARNING_RATE = 0.02

# Channel, categories, width: one category a row, then any number of them; numbers before, between and after.
EMBEDDINGS = [(1, 4, 3), (6, 6, 2)]
CHANNELS = 13


def all_files():
    return {"model-mlp-embedded": model(23)}


def model(seed):
    """
    Named as in training.py. The tasks are num, a number by squared error, and kind, a class by cross entropy. The vectors
    of what is unknown do not start from zero here, as a gradient that is left out would not show.
    """
    p, batch = Parameters(seed), draw_batch(Draws(seed + 100))
    forward(p, batch)
    stored = {f"batch.{name}": tensor for name, tensor in batch.items()} | copies("checkpoint", p.weights)
    optimiser = torch.optim.SGD(p.weights.values(), lr=LEARNING_RATE, momentum=MOMENTUM, weight_decay=WEIGHT_DECAY)
    history = []
    for step in range(STEPS):
        optimiser.zero_grad()
        losses = forward(p, batch)
        sum(losses.values()).backward()
        history.append(torch.stack(list(losses.values())))
        if step == 0:
            stored |= copies("loss", losses)
            stored |= copies("gradient", {name: weight.grad for name, weight in p.weights.items()})
        optimiser.step()
    stored["losses"] = torch.stack(history)
    return stored | copies("trained", p.weights)


def draw_batch(draws):
    input = draws.normal(ROWS, 1, 1, CHANNELS)
    one, several = (slice(first, first + categories) for first, categories, _ in EMBEDDINGS)
    input[..., one] = torch.eye(4)[draws.integers(ROWS, 1, 1, below=4).long()]
    input[..., several] = draws.mask(ROWS, 1, 1, 6, ones=0.4)
    return {
        "input": input, "weight": draws.mask(ROWS, 1, 1, 1, ones=0.8), "num": draws.normal(ROWS, 1, 1, 1),
        "kind": draws.integers(ROWS, 1, 1, 1, below=CLASSES)}


def forward(p, batch):
    """The losses, by an encoder whose gradient is scaled."""
    x, moved = batch["input"], 0
    for place, (first, categories, width) in enumerate(EMBEDDINGS, start=1):
        x = ops.embed(x, p.uniform(f"encoder.embedding{place}.weight", 1, 1, 1, categories, width), first + moved)
        moved += width - categories
    for layer in (1, 2, 3):
        x = torch.relu(linear(p, f"encoder.layer{layer}", x, WIDTH))
    if x.requires_grad:
        x.register_hook(lambda gradient: gradient / math.sqrt(2))
    return {
        "num": ops.squared_error(linear(p, "decoders.num.layer", x, 1), batch["num"], batch["weight"]),
        "kind": ops.cross_entropy(linear(p, "decoders.kind.layer", x, CLASSES), batch["kind"])}


def linear(p, name, x, outputs):
    inputs = x.shape[3]
    return ops.convolution(
        x, p.uniform(f"{name}.weight", inputs, 1, 1, inputs, outputs), p.uniform(f"{name}.bias", inputs, 1, 1, 1, outputs))
