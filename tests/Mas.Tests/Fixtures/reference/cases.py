"""One fixture file a group of ops; in it every case as CASE.TENSOR and CASE.TENSOR.gradient."""
import torch

from . import ops
from .tensors import Draws

CLASSES = 18


class Cases:
    """The cases of one op."""

    def __init__(self, op, seed):
        self._op = op
        self.draws = Draws(seed)
        self.tensors = {}

    def add(self, case, inputs, fixed=None, changed=(), **options):
        """
        Runs the op forward and, from a random gradient of its result, backward. `inputs` get gradients, `fixed` do not;
        of those named in `changed` the value afterwards is stored as well.
        """
        fixed = fixed or {}
        for name, tensor in {**inputs, **fixed}.items():
            self.tensors[f"{case}.{name}"] = tensor.clone()
        inputs = {name: tensor.clone().requires_grad_() for name, tensor in inputs.items()}
        result = self._op(**inputs, **fixed, **options)
        upstream = self.draws.normal(*result.shape) if result.ndim else torch.tensor(0.625)
        result.backward(upstream)
        self.tensors[f"{case}.result"] = result
        self.tensors[f"{case}.result.gradient"] = upstream
        for name, tensor in inputs.items():
            self.tensors[f"{case}.{name}.gradient"] = tensor.grad
        for name in changed:
            self.tensors[f"{case}.{name}.after"] = fixed[name]


def all_files():
    return {
        "pointwise": pointwise(), "convolution": convolution(), "depthwise": depthwise(), "transposed": transposed(),
        "batch-norm": batch_norm(), "group-norm": group_norm(), "upsample": upsample(), "pooling": {**max_pool(), **global_average()},
        "plain": {**relu(), **add(), **concatenate(), **embed()}, "cross-entropy": cross_entropy(),
        "l1": {**l1(), **masked_l1(), **shift_tolerant_l1()},
        "squared-error": squared_error(), "binary-cross-entropy": binary_cross_entropy(),
    }


def pointwise():
    cases = Cases(ops.convolution, 1)
    for batch, height, width, fan_in, fan_out, bias in [
            (2, 3, 5, 3, 4, True), (1, 1, 1, 18, 7, False), (2, 4, 4, 16, 24, False), (1, 7, 5, 1, 1, True),
            (3, 1, 1, 33, 50, True), (1, 5, 13, 48, 17, False)]:
        inputs = {
            "input": cases.draws.normal(batch, height, width, fan_in),
            "weight": cases.draws.normal(1, 1, fan_in, fan_out)}
        if bias:
            inputs["bias"] = cases.draws.normal(1, 1, 1, fan_out)
        cases.add(f"{batch}x{height}x{width} {fan_in} to {fan_out}", inputs)
    return cases.tensors


def convolution():
    cases = Cases(ops.convolution, 2)
    for size, stride, padding, height, width, fan_in, fan_out, bias in [
            (3, 1, 1, 5, 7, 3, 4, False), (3, 2, 1, 6, 8, 3, 5, True), (3, 2, 1, 7, 5, 4, 18, False),
            (2, 2, 0, 6, 8, 4, 4, True), (2, 2, 0, 7, 5, 17, 3, True), (1, 2, 0, 6, 8, 5, 6, False),
            (1, 2, 0, 7, 5, 5, 6, False), (7, 2, 3, 9, 12, 3, 8, False), (3, 1, 0, 5, 3, 2, 1, True),
            (3, 1, 1, 1, 1, 2, 3, False), (3, 1, 1, 9, 6, 24, 33, False)]:
        inputs = {
            "input": cases.draws.normal(2, height, width, fan_in),
            "weight": cases.draws.normal(size, size, fan_in, fan_out)}
        if bias:
            inputs["bias"] = cases.draws.normal(1, 1, 1, fan_out)
        case = f"{size}x{size} stride {stride} padding {padding} on {height}x{width} {fan_in} to {fan_out}"
        cases.add(case, inputs, stride=stride, padding=padding)
    return cases.tensors


def depthwise():
    cases = Cases(ops.depthwise, 3)
    for relu in (False, True):
        for size, height, width, channels in [
                (3, 5, 7, 3), (3, 6, 8, 18), (5, 7, 5, 2), (5, 8, 6, 33), (3, 1, 1, 4), (5, 2, 3, 16), (5, 1, 1, 1),
                (3, 3, 17, 1)]:
            inputs = {
                "input": cases.draws.normal(2, height, width, channels),
                "weight": cases.draws.normal(size, size, 1, channels)}
            case = f"{size}x{size} on {height}x{width}x{channels}{' of relu' if relu else ''}"
            cases.add(case, inputs, relu=relu)
    return cases.tensors


def transposed():
    cases = Cases(ops.transposed, 4)
    for batch, height, width, fan_in, fan_out in [
            (2, 3, 2, 5, 4), (1, 1, 1, 1, 1), (2, 4, 5, 18, 7), (1, 5, 3, 16, 33), (3, 2, 2, 3, 96)]:
        cases.add(f"{batch}x{height}x{width} {fan_in} to {fan_out}", {
            "input": cases.draws.normal(batch, height, width, fan_in),
            "weight": cases.draws.normal(fan_in, 2, 2, fan_out),
            "bias": cases.draws.normal(1, 1, 1, fan_out)})
    return cases.tensors


def batch_norm():
    cases = Cases(ops.batch_norm, 5)
    for statistics in ("batch", "untracked", "running"):
        for relu in (False, True):
            for batch, height, width, channels in [(2, 3, 5, 4), (4, 1, 1, 3), (3, 2, 3, 18), (1, 3, 4, 33)]:
                fixed = {
                    "mean": cases.draws.normal(1, 1, 1, channels),
                    "variance": cases.draws.uniform(1, 1, 1, channels, low=0.5, high=2.0)}
                inputs = {
                    "input": cases.draws.normal(batch, height, width, channels, scale=2.0) + 1.0,
                    "scale": cases.draws.normal(1, 1, 1, channels), "shift": cases.draws.normal(1, 1, 1, channels)}
                case = f"{statistics}{' relu' if relu else ''} {batch}x{height}x{width}x{channels}"
                inputs = {name: tensor.float().double() for name, tensor in inputs.items()}
                cases.add(case, inputs, fixed, ("mean", "variance"), statistics=statistics, relu=relu)
    return cases.tensors


def group_norm():
    cases = Cases(ops.group_norm, 13)
    for relu in (False, True):
        for batch, height, width, channels, groups in [
                (2, 3, 5, 6, 3), (4, 1, 1, 12, 2), (3, 2, 3, 18, 9), (1, 3, 4, 33, 1)]:
            inputs = {
                "input": cases.draws.normal(batch, height, width, channels, scale=2.0) + 1.0,
                "scale": cases.draws.normal(1, 1, 1, channels), "shift": cases.draws.normal(1, 1, 1, channels)}
            case = f"{groups}{' relu' if relu else ''} {batch}x{height}x{width}x{channels}"
            cases.add(case, {name: tensor.float().double() for name, tensor in inputs.items()}, groups=groups, relu=relu)
    return cases.tensors


def upsample():
    cases = Cases(ops.upsample, 6)
    for height, width, channels, to_height, to_width in [
            (2, 3, 4, 32, 48), (1, 1, 2, 16, 16), (5, 4, 3, 7, 9), (4, 4, 1, 4, 4), (3, 2, 18, 5, 4), (4, 3, 16, 8, 6),
            (7, 5, 3, 4, 3)]:
        case = f"{height}x{width}x{channels} to {to_height}x{to_width}"
        cases.add(case, {"input": cases.draws.normal(2, height, width, channels)}, height=to_height, width=to_width)
    return cases.tensors


def max_pool():
    cases = Cases(ops.max_pool, 7)
    for height, width, channels in [(6, 8, 3), (7, 5, 18), (1, 1, 2), (2, 3, 16)]:
        cases.add(f"max {height}x{width}x{channels}", {"input": cases.draws.normal(2, height, width, channels)})
    # After a rectifier most maxima are ties of zeros: the first pixel in reading order takes the gradient.
    cases.add("max 6x7x5 with ties", {"input": torch.relu(cases.draws.normal(2, 6, 7, 5) - 1.0).float().double()})
    return cases.tensors


def global_average():
    cases = Cases(ops.global_average, 8)
    for height, width, channels in [(4, 4, 3), (7, 5, 18), (1, 1, 2), (2, 3, 33)]:
        cases.add(f"average {height}x{width}x{channels}", {"input": cases.draws.normal(2, height, width, channels)})
    return cases.tensors


def relu():
    cases = Cases(lambda input: torch.relu(input), 9)
    for shape in [(1, 1, 1, 1), (2, 3, 5, 7), (1, 4, 4, 16)]:
        cases.add(f"relu {'x'.join(map(str, shape))}", {"input": cases.draws.normal(*shape)})
    return cases.tensors


def add():
    cases = Cases(lambda left, right: left + right, 10)
    for shape in [(1, 1, 1, 1), (2, 3, 5, 7), (1, 4, 4, 16)]:
        cases.add(f"add {'x'.join(map(str, shape))}", {
            "left": cases.draws.normal(*shape), "right": cases.draws.normal(*shape)})
    return cases.tensors


def concatenate():
    cases = Cases(ops.concatenate, 11)
    for left, right in [(1, 1), (2, 5), (32, 16)]:
        cases.add(f"concatenate {left} and {right}", {
            "left": cases.draws.normal(2, 3, 5, left), "right": cases.draws.normal(2, 3, 5, right)})
    return cases.tensors


def embed():
    cases = Cases(ops.embed, 19)
    for before, categories, after, width in [(0, 1, 0, 1), (3, 5, 2, 4), (0, 9, 4, 17), (2, 300, 0, 3)]:
        rows = 6
        marks = torch.zeros(rows, 1, 1, categories)
        for row in range(rows - 1):
            marks[row, 0, 0, (row * row) % categories] = 1
        marks[2, 0, 0, -1] = 1  # Two categories, if there are as many; the last row has none.
        input = torch.cat([cases.draws.normal(rows, 1, 1, before), marks, cases.draws.normal(rows, 1, 1, after)], dim=3)
        cases.add(
            f"embed {before} and {categories} and {after} by {width}",
            {"weight": cases.draws.normal(1, 1, categories, width)},
            {"input": input, "first": torch.full((1, 1, 1, 1), float(before))})
    return cases.tensors


def cross_entropy():
    cases = Cases(ops.cross_entropy, 12)
    for name, height, width, classes, scale in [
            ("some unlabelled", 5, 7, CLASSES, 1.0), ("large logits", 4, 4, CLASSES, 60.0),
            ("two classes", 3, 3, 2, 1.0), ("seventeen classes", 3, 3, 17, 2.0)]:
        target = cases.draws.integers(2, height, width, 1, below=classes)
        cases.add(name, {"logits": cases.draws.normal(2, height, width, classes, scale=scale)}, {"target": target})
    logits = cases.draws.normal(2, 4, 3, CLASSES)
    cases.add("nothing labelled", {"logits": logits}, {"target": torch.zeros(2, 4, 3, 1)})
    cases.add("everything labelled", {"logits": logits}, {
        "target": cases.draws.integers(2, 4, 3, 1, below=CLASSES - 1) + 1.0})
    one = torch.zeros(2, 4, 3, 1)
    one[1, 2, 1] = 5.0
    cases.add("one pixel labelled", {"logits": logits}, {"target": one})
    return cases.tensors


def maps(draws, channels, height=6, width=7, batch=3):
    """Output and target, equal here and there: there the gradient is zero."""
    output = draws.normal(batch, height, width, channels)
    target = draws.normal(batch, height, width, channels)
    same = draws.mask(batch, height, width, channels, ones=0.1)
    return output, torch.where(same == 1, output, target)


def l1():
    cases = Cases(ops.l1, 13)
    for channels in (1, 3, 18):
        output, target = maps(cases.draws, channels)
        cases.add(f"l1 {channels}", {"output": output}, {"target": target})
    return cases.tensors


def masked_l1():
    return masked(ops.masked_l1, 14)


def squared_error():
    return masked(ops.squared_error, 17)


def binary_cross_entropy():
    cases = Cases(ops.binary_cross_entropy, 18)
    shapes = [(3, 6, 7, 1), (5, 1, 1, 14), (2, 3, 5, 3)]
    for scale in (1.0, 60.0):
        for shape in shapes:
            cases.add(f"{'x'.join(map(str, shape))} of {scale:g}", {"logits": cases.draws.normal(*shape, scale=scale)}, {
                "target": cases.draws.mask(*shape), "mask": cases.draws.mask(*shape[:3], 1)})
    logits, target = cases.draws.normal(3, 6, 7, 2), cases.draws.mask(3, 6, 7, 2)
    for name, mask in odd_masks(cases.draws, logits.shape).items():
        cases.add(name, {"logits": logits}, {"target": target, "mask": mask})
    return cases.tensors


def masked(op, seed):
    cases = Cases(op, seed)
    for channels in (1, 2, 3):
        output, target = maps(cases.draws, channels)
        cases.add(f"masked {channels}", {"output": output}, {
            "target": target, "mask": cases.draws.mask(*output.shape[:3], 1)})
    output, target = maps(cases.draws, 2)
    for name, mask in odd_masks(cases.draws, output.shape).items():
        cases.add(f"masked {name}", {"output": output}, {"target": target, "mask": mask})
    return cases.tensors


def odd_masks(draws, shape):
    """A mask that leaves one picture of three wholly unknown, and one that leaves all of them so."""
    partly = draws.mask(*shape[:3], 1, ones=0.4)
    partly[1] = 0
    return {"with a picture unknown": partly, "with nothing valid": torch.zeros(*shape[:3], 1)}


def shift_tolerant_l1():
    cases = Cases(ops.shift_tolerant_l1, 15)
    for channels in (1, 3):
        output, target = maps(cases.draws, channels)
        mask = cases.draws.mask(*output.shape[:3], 1)
        cases.add(f"shift {channels}", {"output": output}, {"target": target, "mask": mask})
        # A target that is the output moved by a pixel, another way in every picture.
        moved = torch.stack([output[i].roll(move, (0, 1)) for i, move in enumerate([(1, 0), (-1, 1), (0, -1)])])
        moved = (moved + cases.draws.normal(*moved.shape, scale=0.1)).float().double()
        cases.add(f"shift {channels} of a moved map", {"output": output}, {"target": moved, "mask": mask})
    output, target = maps(cases.draws, 1, height=3, width=3)
    cases.add("shift with one pixel inside", {"output": output}, {"target": target, "mask": torch.ones(3, 3, 3, 1)})
    output, target = maps(cases.draws, 2)
    for name, mask in odd_masks(cases.draws, output.shape).items():
        cases.add(f"shift {name}", {"output": output}, {"target": target, "mask": mask})
    border = torch.ones(3, 6, 7, 1)
    border[:, 1:-1, 1:-1] = 0
    cases.add("shift valid in the border alone", {"output": output}, {"target": target, "mask": border})
    return cases.tensors

