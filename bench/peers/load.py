#!/usr/bin/env python3
"""Loads weights that `mas export --format safetensors` has written into the model of model.py, and runs it.

    load.py --weights sdn.safetensors --given given.safetensors --result result.safetensors

The given file has the pictures, input (N, 3, H, W); the result has the outputs, by the marks of tasks.
From Python, load("sdn.safetensors") is the model. tests/Mas.Tests/Export/TorchExportTests.cs calls this and compares.
"""
import argparse
import json
import pathlib
import struct
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

from model import ENCODERS, Decoder, MultiTaskModel

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "tests/Mas.Tests/Fixtures"))
from reference import safetensors


class Mlp(nn.Module):
    """Three linear layers, each rectified, for rows of numbers, some of which mark categories that are embedded."""

    def __init__(self, columns, width, embeddings=()):
        super().__init__()
        self.embeddings = embeddings
        for place, embedding in enumerate(embeddings, start=1):
            setattr(self, f"embedding{place}", nn.Embedding(embedding["categories"], embedding["width"]))
        self.layer1, self.layer2, self.layer3 = nn.Linear(columns, width), nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, x):
        return F.relu(self.layer3(F.relu(self.layer2(F.relu(self.layer1(self.embedded(x)))))))

    def embedded(self, x):
        """The rows with the sum of the vectors of the marked categories in the place of each block of marks."""
        parts, end = [], 0
        for place, embedding in enumerate(self.embeddings, start=1):
            first = embedding["first"]
            parts.append(x[:, end:first])
            end = first + embedding["categories"]
            parts.append(x[:, first:end] @ getattr(self, f"embedding{place}").weight)
        return torch.cat([*parts, x[:, end:]], dim=1)


class LinearHead(nn.Module):
    """A linear layer, on the mean of a picture's features over all positions."""

    def __init__(self, outputs, features):
        super().__init__()
        self.layer = nn.Linear(features, outputs)

    def forward(self, features):
        return self.layer(features.mean((2, 3)) if features.ndim == 4 else features)


class ExportedModel(MultiTaskModel):
    """The peer with any encoder and heads, on rows or pictures."""

    def __init__(self, encoder, heads):
        nn.Module.__init__(self)
        self.encoder, self.decoders = encoder, nn.ModuleDict(heads)


def load(path):
    """The model of a file, in evaluation mode; its outputs are named by the marks of tasks."""
    metadata, weights = read(path)
    origin, tasks = json.loads(metadata["mas.origin"]), [each["task"] for each in json.loads(metadata["mas.tasks"])]
    embeddings = json.loads(metadata["mas.input"]).get("embeddings", ())
    is_mlp = origin["encoder"].startswith("mlp")
    encoder = Mlp(*reversed(weights["encoder.layer1.weight"].shape), embeddings) if is_mlp \
        else ENCODERS[origin["encoder"]]()
    heads = {
        "dense": lambda task: Decoder(task["outputs"]),
        "linear": lambda task: LinearHead(*weights[f"decoders.{task['mark']}.layer.weight"].shape),
    }
    model = ExportedModel(encoder, {task["mark"]: heads[task["head"]](task) for task in tasks})
    if origin["norm"] == "group":
        group_norms(model)
    model.load_state_dict(weights)
    return model.eval()


def read(path):
    """The metadata and the tensors of a file; the package safetensors does the same."""
    data = pathlib.Path(path).read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    metadata = header.pop("__metadata__")
    return metadata, {
        name: torch.frombuffer(bytearray(data[start + begin:start + end]), dtype=torch.float32).reshape(entry["shape"])
        for name, entry in header.items() for begin, end in [entry["data_offsets"]]}


def group_norms(module):
    """Puts a group norm in the place of every batch norm: the most groups that divide the channels, in pairs, to 32."""
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            channels = child.num_features
            groups = next(n for n in range(min(max(channels // 2, 1), 32), 0, -1) if channels % n == 0)
            setattr(module, name, nn.GroupNorm(groups, channels))
        else:
            group_norms(child)


def main():
    parser = argparse.ArgumentParser(description="Runs an exported model in PyTorch.")
    parser.add_argument("--weights", type=pathlib.Path, required=True)
    parser.add_argument("--given", type=pathlib.Path, required=True)
    parser.add_argument("--result", type=pathlib.Path, required=True)
    options = parser.parse_args()

    given = torch.from_numpy(safetensors.read(options.given)["input"].copy())
    with torch.inference_mode():
        outputs = load(options.weights)(given)
    safetensors.write(options.result, outputs)


if __name__ == "__main__":
    main()
