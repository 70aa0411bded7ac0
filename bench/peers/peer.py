#!/usr/bin/env python3
"""PyTorch's side of `mas bench step` and, with --infer, of `mas bench infer`: times it and prints JSON.

    /usr/bin/python3 bench/peers/peer.py --encoder xception-half --tasks sdnkt --size 64 --batch 16 --threads 1

Forward, losses, backward and SGD on fixed random data. Needs PyTorch 1.13 or later, nothing else.
"""
import argparse
import json
import os
import resource
import statistics
import time


def main():
    parser = argparse.ArgumentParser(description="Times the model of MAS in PyTorch.")
    parser.add_argument("--encoder", default="xception-half", help="xception, -half, -quarter, or resnet-18")
    parser.add_argument("--tasks", default="sdnkt", help="letters of the tasks")
    parser.add_argument("--size", type=int, default=64, help="height and width of the pictures")
    parser.add_argument("--batch", type=int, default=16, help="pictures a step")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true", help="keep activations as (N, H, W, C) in memory")
    parser.add_argument("--infer", action="store_true", help="time the forward pass by running statistics alone")
    parser.add_argument("--steps", type=int, default=10, help="steps timed")
    parser.add_argument("--seconds", type=float, default=60, help="begin no step after these, but for three")
    parser.add_argument("--warmup", type=int, default=2, help="steps before, at least a second of them")
    options = parser.parse_args()

    # Both must stand before PyTorch is loaded, or its BLAS starts a thread a core.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(options.threads)
    import torch
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    step = inference(options) if options.infer else training(options)
    warm, done = time.perf_counter() + 1, 0
    while done < options.warmup or time.perf_counter() < warm:
        step()
        done += 1

    milliseconds = []
    late = time.perf_counter() + options.seconds
    while len(milliseconds) < min(3, options.steps) or len(milliseconds) < options.steps and time.perf_counter() < late:
        start = time.perf_counter()
        step()
        milliseconds.append(1000 * (time.perf_counter() - start))

    median = statistics.median(milliseconds)
    print(json.dumps({
        "framework": f"PyTorch {torch.__version__}", "encoder": options.encoder, "tasks": options.tasks,
        "size": options.size, "batch": options.batch, "threads": options.threads,
        "channelsLast": options.channels_last, "timedSteps": len(milliseconds),
        "inferMilliseconds" if options.infer else "stepMilliseconds": {
            "min": min(milliseconds), "median": median, "max": max(milliseconds)},
        "imagesPerSecond": 1000 * options.batch / median,
        "peakMemoryBytes": peak_memory_bytes(),
    }, indent=2))


def build(options):
    """Model, pictures, targets and masks in the memory format asked for."""
    import torch
    from model import OUTPUTS, MultiTaskModel

    memory = torch.channels_last if options.channels_last else torch.contiguous_format
    shape = (options.batch, options.size, options.size)

    def picture(channels):
        return torch.rand(shape[0], channels, *shape[1:]).contiguous(memory_format=memory)

    model = MultiTaskModel(options.encoder, options.tasks).to(memory_format=memory)
    targets = {task: torch.randint(0, 18, shape) if task == "s" else picture(OUTPUTS[task]) for task in options.tasks}
    mask = (picture(1) < 0.9).float()
    return model, picture(3), targets, mask


def training(options):
    import torch
    from losses import loss

    model, images, targets, mask = build(options)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)

    def step():
        optimiser.zero_grad(set_to_none=True)
        outputs = model(images)
        sum(loss(task, output, targets[task], mask) for task, output in outputs.items()).backward()
        optimiser.step()

    return step


def inference(options):
    import torch

    model, images, _, _ = build(options)
    model.eval()

    def step():
        with torch.inference_mode():
            model(images)

    return step


def peak_memory_bytes():
    """The most memory the process ever held; getrusage would count the process that started it, too."""
    try:
        with open("/proc/self/status") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return 1024 * int(line.split()[1])
    except (OSError, StopIteration):
        return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
