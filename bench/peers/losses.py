"""The losses of the nine tasks, written from docs/reference/methods.md. Maps are (N, C, H, W), masks (N, 1, H, W)."""
import torch
import torch.nn.functional as F

UNLABELLED = 0


def cross_entropy(output, classes):
    """Mean over the labelled pixels; 0 where there are none. Classes are (N, H, W), int64."""
    labelled = (classes != UNLABELLED).sum().clamp(min=1)
    return F.cross_entropy(output, classes, ignore_index=UNLABELLED, reduction="sum") / labelled


def masked_l1(output, target, mask):
    """Mean over the valid pixels; 0 where there are none."""
    valid = (mask.sum() * output.shape[1]).clamp(min=1)
    return ((output - target).abs() * mask).sum() / valid


def shift_tolerant_l1(output, target, mask):
    """
    Borders cropped by one pixel; per picture the smallest of the nine sums of errors over shifts of the output. The
    best shift is looked for without recording, so that only it is differentiated: a tenth of the work back.
    """
    height, width = output.shape[2] - 2, output.shape[3] - 2
    target, mask = target[:, :, 1:-1, 1:-1], mask[:, :, 1:-1, 1:-1]
    shifts = [(y, x) for y in range(3) for x in range(3)]

    def shifted(pictures, y, x):
        return pictures[..., y:y + height, x:x + width]

    with torch.no_grad():
        errors = [((shifted(output, y, x) - target).abs_() * mask).sum(dim=(1, 2, 3)) for y, x in shifts]
        best = torch.stack(errors).argmin(dim=0).tolist()
    chosen = torch.stack([shifted(picture, *shifts[shift]) for picture, shift in zip(output, best)])
    return masked_l1(chosen, target, mask)


def loss(task, output, target, mask):
    """The scalar loss of one task."""
    if task == "s":
        return cross_entropy(output, target)
    if task in "dn":
        return shift_tolerant_l1(output, target, mask)
    if task in "erc":
        return masked_l1(output, target, mask)
    return F.l1_loss(output, target)
