#!/usr/bin/env python3
"""Shows that the timed model is Mas's: takes Mas's checkpoint and batch, tells what PyTorch makes of them.

    prove.py --encoder E --tasks T --rate R --given given.safetensors --result result.safetensors

The given file has checkpoint.NAME (names of the model tree), batch.images, batch.mask and batch.target.TASK. The result
has inference.TASK by the running statistics; then of one training step the maps output.TASK, the losses loss.TASK, and
all parameters and statistics after it as trained.NAME. Everything lies as Mas lays it: pictures (N, H, W, C), weights
(kh, kw, in, out), transposed (in, 2, 2, out). PyTorch computes in double here, so that what differs is Mas's rounding.
tests/Mas.Tests/Bench/PeerTests.cs calls this and compares.
"""
import argparse
import pathlib
import sys

import torch
import torch.nn as nn

from losses import loss
from model import MultiTaskModel

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "tests/Mas.Tests/Fixtures"))
from reference import safetensors

MOMENTUM, WEIGHT_DECAY = 0.9, 1e-4


def main():
    parser = argparse.ArgumentParser(description="Computes one training step of Mas's model in PyTorch.")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--tasks", required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--given", type=pathlib.Path, required=True)
    parser.add_argument("--result", type=pathlib.Path, required=True)
    options = parser.parse_args()

    given = {name: torch.from_numpy(array.copy()).double() for name, array in safetensors.read(options.given).items()}
    images, mask = first(given["batch.images"]), first(given["batch.mask"])
    targets = {task: first(given[f"batch.target.{task}"]) for task in options.tasks}
    if "s" in targets:
        targets["s"] = targets["s"].squeeze(1).long()
    model = MultiTaskModel(options.encoder, options.tasks).double()
    load(model, given)

    model.eval()
    with torch.inference_mode():
        result = {f"inference.{task}": last(output) for task, output in model(images).items()}

    model.train()
    optimiser = torch.optim.SGD(model.parameters(), lr=options.rate, momentum=MOMENTUM, weight_decay=WEIGHT_DECAY)
    outputs = model(images)
    losses = {task: loss(task, output, targets[task], mask) for task, output in outputs.items()}
    sum(losses.values()).backward()
    optimiser.step()
    result.update({f"output.{task}": last(output) for task, output in outputs.items()})
    result.update({f"loss.{task}": value for task, value in losses.items()})
    result.update({f"trained.{name}": tensor.permute(axes) for name, tensor, axes in places(model)})
    safetensors.write(options.result, result)


def load(model, given):
    """Fills every parameter and statistic; neither side may have one that the other lacks."""
    checkpoint = {name[len("checkpoint."):]: t for name, t in given.items() if name.startswith("checkpoint.")}
    with torch.no_grad():
        for name, tensor, axes in places(model):
            tensor.permute(axes).copy_(checkpoint.pop(name).reshape(tensor.permute(axes).shape))
    if checkpoint:
        sys.exit(f"PyTorch's model has no {', '.join(checkpoint)}.")


def places(model):
    """Name, tensor, and the order of its axes in Mas's layout, of everything a checkpoint holds."""
    for prefix, module in model.named_modules():
        weight_axes = (0, 2, 3, 1) if isinstance(module, nn.ConvTranspose2d) else (2, 3, 1, 0)
        for name, tensor in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
            if name != "num_batches_tracked":
                yield f"{prefix}.{name}", tensor, weight_axes if tensor.ndim == 4 else (0,)


def first(x):
    """(N, H, W, C) to (N, C, H, W)."""
    return x.permute(0, 3, 1, 2)


def last(x):
    """(N, C, H, W) to (N, H, W, C)."""
    return x.permute(0, 2, 3, 1)


if __name__ == "__main__":
    main()
