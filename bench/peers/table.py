#!/usr/bin/env python3
"""PyTorch's side of bench/Mas.Bench.Tables: opens the table of rows.py, trains the same MLP, and prints JSON.

    /usr/bin/python3 bench/peers/table.py table.csv --threads 2

The usual way: pandas reads the file and makes the columns, a TensorDataset and a DataLoader that shuffles give the
batches. Time begins once the libraries are loaded. Needs PyTorch 1.13 or later and pandas 1.5 or later.
"""
import argparse
import json
import os
import pathlib
import time

from peer import peak_memory_bytes

# Of each 20 rows of a site as many as Mas trains on; the others are for validation and test.
TRAINED, OF = 16, 20
SITES = 20


def main():
    parser = argparse.ArgumentParser(description="Times a table in PyTorch.")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=512, help="rows per step")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600,
                        help="begin no step after these; the time of the rest is then taken in proportion")
    parser.add_argument("--workers", type=int, default=0, help="processes of the DataLoader besides this one")
    options = parser.parse_args()

    # Both must stand before PyTorch is loaded, or its BLAS starts a thread a core.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(options.threads)
    import torch
    from load import ExportedModel, LinearHead, Mlp
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    clock = Clock()
    data = load(options.file)
    load_figures = clock.lap("load")

    columns, classes = data.tensors[0].shape[1], int(data.tensors[2].max()) + 1
    model = ExportedModel(Mlp(columns, 128), {"load": LinearHead(1, 128), "alarm": LinearHead(classes, 128)})
    clock.lap("model")
    late = time.perf_counter() + options.seconds
    losses = [loss for _ in range(options.epochs) for loss in epoch(model, data, options, late)]
    steps = options.epochs * (len(data) // options.batch)
    epoch_figures = {name: taken * steps / max(1, len(losses)) for name, taken in clock.lap("epoch").items()}

    # Mas reports the steps of its last site.
    last = losses[-(steps // SITES):] if len(losses) == steps else []
    print(json.dumps({
        "framework": f"PyTorch {torch.__version__}", "rows": len(data), "inputs": columns,
        "parameters": sum(parameter.numel() for parameter in model.parameters()), "steps": steps,
        "losses": [sum(column) / len(column) for column in zip(*last)] if last else None,
        **load_figures, **epoch_figures, "peakMemoryBytes": peak_memory_bytes(),
    }, indent=2))


class Clock:
    """Wall and processor time, that of ended child processes included."""

    def __init__(self):
        self.marks = self.now()

    def now(self):
        return time.perf_counter(), sum(os.times()[:4])

    def lap(self, name):
        before, self.marks = self.marks, self.now()
        wall, cpu = (1000 * (now - then) for now, then in zip(self.marks, before))
        return {f"{name}Milliseconds": wall, f"{name}CpuMilliseconds": cpu}


def load(file):
    """The training rows: inputs, the standardised load, and the class of the alarm from 1 on, as Mas counts them."""
    import numpy
    import pandas
    import torch
    from torch.utils.data import TensorDataset

    table = pandas.read_csv(file, parse_dates=["date"])
    train = table[table.groupby("site").cumcount() % OF < TRAINED]
    numbers = train[[name for name in train.columns if name[0] == "n"]].astype("float32")
    missing = numbers.loc[:, numbers.isna().any()].isna()
    numbers = ((numbers - numbers.mean()) / numbers.std(ddof=0)).fillna(0)
    words = [
        pandas.get_dummies(pandas.Categorical(train[name], ["?", *sorted(train[name].dropna().unique())]), dtype="float32")
        for name in ("weather", "machine")]
    days = (train["date"] - pandas.Timestamp("2000-01-01")) / pandas.Timedelta("1D")
    turns = [2 * numpy.pi * (days / period) for period in (365.2425, 7, 1)]
    dates = [(days - days.mean()) / days.std(ddof=0)] + [wave(turn) for turn in turns for wave in (numpy.sin, numpy.cos)]
    inputs = numpy.concatenate(
        [part.to_numpy("float32") for part in (numbers, missing, *words, *(date.to_frame() for date in dates))], axis=1)
    target = train["load"].to_numpy("float32")
    target = (target - target.mean()) / target.std()
    classes = train["alarm"].astype("category").cat.codes.to_numpy("int64") + 1
    return TensorDataset(torch.from_numpy(inputs), torch.from_numpy(target), torch.from_numpy(classes))


def epoch(model, data, options, late):
    """The losses of every step, until it is late."""
    import torch
    import torch.nn.functional as F
    from torch.utils.data import DataLoader

    optimiser = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
    loader = DataLoader(
        data, batch_size=options.batch, shuffle=True, drop_last=True, num_workers=options.workers)
    for inputs, target, classes in loader:
        optimiser.zero_grad(set_to_none=True)
        outputs = model(inputs)
        losses = [
            F.mse_loss(outputs["load"].squeeze(1), target), F.cross_entropy(outputs["alarm"], classes, ignore_index=0)]
        sum(losses).backward()
        optimiser.step()
        yield [loss.item() for loss in losses]
        if time.perf_counter() > late:
            break


if __name__ == "__main__":
    main()
