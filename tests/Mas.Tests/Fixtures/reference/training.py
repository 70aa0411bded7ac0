"""Whole models: losses, gradients, ten steps of training (sections 2 to 4), the affinity look-ahead (section 5)."""
import math

import torch

from . import models, ops
from .layers import Parameters
from .tensors import Draws

BATCH, SIZE = 3, 32
OUTPUTS = {"s": 18, "d": 1, "n": 3, "k": 1, "e": 1, "c": 2}

# A net with kinks everywhere (rectifiers, absolute values, the best of nine shifts), fed a dozen values a batch norm,
# amplifies rounding: at 0.05 PyTorch's own float32 leaves its double by 13 % of a loss within ten steps, at 0.0005 by
# 0.05 %. The steps of SGD themselves have a fixture of their own, at a rate of 0.05.
LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, STEPS = 0.0002, 0.9, 1e-4, 10
LOOK_AHEAD, SHRINKAGE = 0.02, 1e-3


def all_files():
    return {
        "sgd": sgd(), "model-xception": model(models.xception, "sdnke", 21),
        "model-resnet-18": model(models.resnet, "nc", 22),
    }


def sgd():
    """Ten steps with given gradients (step, weight): the weights after each, for some momenta and decays."""
    draws = Draws(20)
    initial, gradients = draws.normal(1, 1, 1, 37), draws.normal(STEPS, 1, 1, 37)
    stored = {"initial": initial, "gradients": gradients}
    for momentum, decay in [(0.0, 0.0), (0.9, 0.0), (0.0, 0.1), (0.9, 1e-4)]:
        stored[f"momentum {momentum:.1f} decay {decay:.4f}"] = descend(initial, gradients, momentum, decay, 0)
    for momentum, decay, proximal in [(0.0, 0.0, 0.5), (0.9, 1e-4, 0.01), (0.9, 0.1, 2.0)]:
        name = f"momentum {momentum:.1f} decay {decay:.4f} proximal {proximal:.2f}"
        stored[name] = descend(initial, gradients, momentum, decay, proximal)
    for momentum, decay, proximal, clip in [(0.0, 0.0, 0.0, 6.0), (0.9, 1e-4, 0.0, 1.5), (0.9, 0.1, 2.0, 6.0)]:
        name = f"momentum {momentum:.1f} decay {decay:.4f} proximal {proximal:.2f} clip {clip:.2f}"
        stored[name] = descend(initial, gradients, momentum, decay, proximal, clip)
    return stored


def descend(initial, gradients, momentum, decay, proximal, clip=math.inf):
    """
    The weights after every step on a loss of these gradients and FedProx's proximal / 2 ||w - initial||^2. There are two
    weights, so that the norm that is clipped is that of both.
    """
    sizes = [20, initial.numel() - 20]
    weights = [part.clone().requires_grad_() for part in initial.flatten().split(sizes)]
    optimiser = torch.optim.SGD(weights, lr=0.05, momentum=momentum, weight_decay=decay)
    after = []
    for gradient in gradients:
        weight = torch.cat(weights)
        loss = (gradient.flatten() * weight).sum() + proximal / 2 * ((weight - initial.flatten()) ** 2).sum()
        for part, slope in zip(weights, torch.autograd.grad(loss, weights)):
            part.grad = slope
        torch.nn.utils.clip_grad_norm_(weights, clip)
        optimiser.step()
        after.append(torch.cat(weights).detach().reshape(1, 1, 1, -1))
    return torch.cat(after)


def model(encoder, tasks, seed):
    """
    Everything about one model:
    batch.*         images, mask, target.TASK
    checkpoint.*    the values training starts from, under the names of the model tree
    loss.*          of every task in the first step; gradient.*: of their sum, the encoder's scaled by 1 / sqrt(n)
    statistics.*    running means and variances after the first step
    losses          (1, 1, steps, tasks), before every step; trained.*: all values after the last one
    inference.*     every decoder's output by the running statistics of the trained model
    lookahead.*     rate, shrinkage, losses before (tasks), losses after (tasks, tasks), affinity (tasks, tasks) i -> j
    """
    p = Parameters(seed)
    batch = draw_batch(Draws(seed + 100), tasks)
    p.mode = "untracked"
    forward(p, encoder, tasks, batch)
    stored = {f"batch.{name}": tensor for name, tensor in batch.items()}
    stored |= copies("checkpoint", p.weights) | copies("checkpoint", p.statistics)
    stored |= look_ahead(p, encoder, tasks, batch)

    p.mode = "batch"
    optimiser = torch.optim.SGD(
        p.weights.values(), lr=LEARNING_RATE, momentum=MOMENTUM, weight_decay=WEIGHT_DECAY)
    history = []
    for step in range(STEPS):
        losses = differentiate(p, encoder, tasks, batch)
        history.append(torch.stack(list(losses.values())))
        if step == 0:
            stored |= copies("loss", losses) | copies("statistics", p.statistics)
            stored |= copies("gradient", {name: weight.grad for name, weight in p.weights.items()})
        optimiser.step()
    stored["losses"] = torch.stack(history)
    stored |= copies("trained", p.weights) | copies("trained", p.statistics)

    p.mode = "running"
    features = encoder(p, batch["images"])
    return stored | copies("inference", {task: decode(p, task, features) for task in tasks})


def draw_batch(draws, tasks):
    """Smooth pictures, and targets that follow from them, as maps do."""
    coarse = draws.uniform(BATCH, SIZE // 4, SIZE // 4, 3)
    images = ops.upsample(coarse, SIZE, SIZE)
    grey = images.mean(dim=3, keepdim=True)
    mask = draws.mask(BATCH, SIZE, SIZE, 1, ones=0.9)
    targets = {
        "s": torch.floor(grey * OUTPUTS["s"]).clamp(0, 17) * draws.mask(BATCH, SIZE, SIZE, 1, ones=0.8),
        "d": 2 * grey - 1,
        "n": 2 * images - 1,
        "k": draws.normal(BATCH, SIZE, SIZE, 1, scale=0.2) + images[..., :1],
        "e": images[..., 1:2] - images[..., 2:],
        "c": images[..., :2] - grey,
    }
    batch = {"images": images, "mask": mask, **{f"target.{task}": targets[task] for task in tasks}}
    return {name: tensor.float().double() for name, tensor in batch.items()}


def decode(p, task, features):
    return models.decoder(p, f"decoders.{task}", features, OUTPUTS[task], SIZE, SIZE)


def loss_of(task, output, batch):
    target, mask = batch[f"target.{task}"], batch["mask"]
    if task == "s":
        return ops.cross_entropy(output, target)
    if task in "dn":
        return ops.shift_tolerant_l1(output, target, mask)
    return ops.l1(output, target) if task == "k" else ops.masked_l1(output, target, mask)


def forward(p, encoder, tasks, batch):
    features = encoder(p, batch["images"])
    return {task: loss_of(task, decode(p, task, features), batch) for task in tasks}


def differentiate(p, encoder, tasks, batch):
    """The losses; leaves the gradients of their sum, with the gradient that enters the encoder scaled."""
    for weight in p.weights.values():
        weight.grad = None
    features = encoder(p, batch["images"])
    boundary = features.detach().requires_grad_()
    losses = {task: loss_of(task, decode(p, task, boundary), batch) for task in tasks}
    sum(losses.values()).backward()
    features.backward(boundary.grad / math.sqrt(len(tasks)))
    return losses


def look_ahead(p, encoder, tasks, batch):
    """Z i -> j = 1 - L_j after a step of the encoder for i / L_j before; the batch's own statistics, none moved."""
    shared = [name for name in p.weights if name.startswith("encoder.")]
    before = torch.stack(list(forward(p, encoder, tasks, batch).values()))
    rows = []
    for index in range(len(tasks)):
        loss = list(forward(p, encoder, tasks, batch).values())[index]
        gradients = torch.autograd.grad(loss, [p.weights[name] for name in shared])
        stepped = Parameters(0)
        stepped.mode = p.mode
        stepped.weights = dict(p.weights)
        stepped.statistics = p.statistics
        for name, gradient in zip(shared, gradients):
            weight = p.weights[name]
            stepped.weights[name] = (weight - LOOK_AHEAD * (gradient + SHRINKAGE * weight)).detach()
        rows.append(torch.stack(list(forward(stepped, encoder, tasks, batch).values())))
    after = torch.stack(rows)
    return {
        "lookahead.rate": torch.tensor(LOOK_AHEAD), "lookahead.shrinkage": torch.tensor(SHRINKAGE),
        "lookahead.before": before, "lookahead.after": after, "lookahead.affinity": 1 - after / before,
    }


def copies(prefix, tensors):
    return {f"{prefix}.{name}": tensor.detach().clone() for name, tensor in tensors.items()}
