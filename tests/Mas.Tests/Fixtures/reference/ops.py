"""Mas's ops by PyTorch's, in Mas's layouts.

Activations are (N, H, W, C); convolution weights (kh, kw, in, out), depthwise (k, k, 1, C), transposed (in, 2, 2, out);
vectors (1, 1, 1, C). The tensors stay leaves in these layouts, so their gradients come out in them too.
"""
import torch
import torch.nn.functional as F

MOMENTUM, EPSILON = 0.1, 1e-5


def first(x):
    """(N, H, W, C) to (N, C, H, W)."""
    return x.permute(0, 3, 1, 2).contiguous()


def last(x):
    """(N, C, H, W) to (N, H, W, C)."""
    return x.permute(0, 2, 3, 1)


def flat(vector):
    return None if vector is None else vector.reshape(-1)


def convolution(input, weight, bias=None, stride=1, padding=0):
    return last(F.conv2d(first(input), weight.permute(3, 2, 0, 1).contiguous(), flat(bias), stride, padding))


def depthwise(input, weight, relu=False):
    x = torch.relu(input) if relu else input
    size, channels = weight.shape[0], weight.shape[3]
    return last(F.conv2d(first(x), weight.permute(3, 2, 0, 1).contiguous(), padding=size // 2, groups=channels))


def transposed(input, weight, bias):
    return last(F.conv_transpose2d(first(input), weight.permute(0, 3, 1, 2).contiguous(), flat(bias), stride=2))


def batch_norm(input, scale, shift, mean, variance, statistics="batch", relu=False):
    """Moves mean and variance in place where statistics is "batch"; "untracked" uses the batch's own, too."""
    running = (None, None) if statistics == "untracked" else (flat(mean), flat(variance))
    y = last(F.batch_norm(
        first(input), *running, flat(scale), flat(shift), statistics != "running", MOMENTUM, EPSILON))
    return torch.relu(y) if relu else y


def group_norm(input, scale, shift, groups, relu=False):
    y = last(F.group_norm(first(input), groups, flat(scale), flat(shift), EPSILON))
    return torch.relu(y) if relu else y


def upsample(input, height, width):
    return last(F.interpolate(first(input), size=(height, width), mode="bilinear", align_corners=False))


def max_pool(input):
    return last(F.max_pool2d(first(input), 3, 2, 1))


def global_average(input):
    return input.mean(dim=(1, 2), keepdim=True)


def concatenate(left, right):
    return torch.cat([left, right], dim=3)


def embed(input, weight, first):
    """Puts, in the place of the marks from channel `first` on, the sum of the vectors (1, 1, categories, width)."""
    first, categories = int(first), weight.shape[2]
    marks = input[..., first:first + categories]
    return torch.cat([input[..., :first], marks @ weight[0, 0], input[..., first + categories:]], dim=3)


def cross_entropy(logits, target):
    """Mean over the labelled pixels; class 0 is "unlabelled"; 0 where no pixel is labelled."""
    classes = target.reshape(-1).long()
    if (classes == 0).all():
        return (logits * 0).sum()
    return F.cross_entropy(logits.reshape(-1, logits.shape[3]), classes, ignore_index=0)


def l1(output, target):
    return (output - target).abs().mean()


def masked_l1(output, target, mask):
    """Mean over the valid pixels of the batch; 0 where there are none."""
    return measured(((output - target).abs() * mask).sum(), mask, output.shape[3])


def squared_error(output, target, mask):
    """Mean over the valid pixels of the batch; 0 where there are none."""
    return measured(((output - target).square() * mask).sum(), mask, output.shape[3])


def binary_cross_entropy(logits, target, mask):
    """Mean over the valid pixels of the batch; 0 where there are none."""
    errors = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return measured((errors * mask).sum(), mask, logits.shape[3])


def measured(total, mask, channels):
    """A sum of errors over the elements that were measured."""
    return total / (mask.sum() * channels).clamp(min=1)


def shift_tolerant_l1(output, target, mask):
    """
    Borders cropped by one pixel; per picture the smallest of the nine sums of errors over shifts of the output. The mean
    over the valid pixels of the batch; 0 where there are none.
    """
    height, width = output.shape[1], output.shape[2]
    target, mask = target[:, 1:-1, 1:-1], mask[:, 1:-1, 1:-1]
    sums = [
        ((output[:, 1 + dy:height - 1 + dy, 1 + dx:width - 1 + dx] - target).abs() * mask).sum(dim=(1, 2, 3))
        for dy in (-1, 0, 1) for dx in (-1, 0, 1)
    ]
    return measured(torch.stack(sums).min(dim=0).values.sum(), mask, output.shape[3])
