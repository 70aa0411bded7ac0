#!/usr/bin/env python3
"""Writes the PyTorch fixtures: what Mas's engine and models must compute, as PyTorch computes it.

    python3 generate.py                 rewrites the committed fixtures in torch/
    python3 generate.py --into FOLDER   writes them elsewhere, to compare with the committed ones

Needs python3-torch (1.13 or later) and numpy. PyTorch computes in double; what is stored is rounded to float32 once,
so a difference to Mas is Mas's own rounding or a fault. All tensors are channels-last and four-dimensional, as Mas
holds them. The package reference/ has the parts:

    safetensors.py  the file format            tensors.py  random numbers that never change
    ops.py          the ops in Mas's layouts   cases.py    one fixture file a group of ops
    layers.py       parameters and layers      models.py   encoders and decoders
    training.py     losses, gradients, ten steps of SGD, the affinity look-ahead (sections 2, 4 and 5)
    rows.py         a perceptron of rows with embedded categories
    rules.py        other rules for the gradients of a step: GradNorm, PCGrad
"""
import argparse
import pathlib

from reference import cases, rows, rules, safetensors, training

HERE = pathlib.Path(__file__).parent


def main():
    parser = argparse.ArgumentParser(description="Writes the PyTorch fixtures of Mas.")
    parser.add_argument("--into", type=pathlib.Path, default=HERE / "torch", help="the folder to write to")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    for name, tensors in {**cases.all_files(), **training.all_files(), **rows.all_files(), **rules.all_files()}.items():
        safetensors.write(folder / f"{name}.safetensors", tensors)


if __name__ == "__main__":
    main()
