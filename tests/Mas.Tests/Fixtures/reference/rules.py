"""GradNorm (Chen et al., ICML 2018) and PCGrad (Yu et al., NeurIPS 2020), one step, on the Xception of training.py."""
import math

import torch

from . import models, training
from .layers import Parameters
from .tensors import Draws

TASKS = "sdnke"
ALPHA, RATE, LEAST = 1.5, 0.025, 1e-3
LAST_SHARED = "encoder.neck.pointwise.weight"


def all_files():
    return {"rules": {**grad_norm(), **pc_grad()}}


def model():
    """The weights and the batch of the file model-xception, drawn the same way."""
    p = Parameters(21)
    batch = training.draw_batch(Draws(121), TASKS)
    p.mode = "untracked"
    training.forward(p, models.xception, TASKS, batch)
    return p, batch


def grad_norm():
    """
    From given weights and first losses: the norms of the unweighted losses' gradients at the last shared layer, the
    weights after the step, by automatic differentiation of the loss of the weights, and the step's gradients.
    """
    p, batch = model()
    draws = Draws(31)
    weights = draws.uniform(len(TASKS), low=0.3, high=1.8)
    weights = (weights * len(TASKS) / weights.sum()).float().double().requires_grad_()
    losses = torch.stack(list(training.forward(p, models.xception, TASKS, batch).values()))
    first = (losses.detach() * draws.uniform(len(TASKS), low=0.5, high=3.0)).float().double()

    shared = p.weights[LAST_SHARED]
    norms = torch.stack([
        torch.autograd.grad(weight * loss, shared, create_graph=True, retain_graph=True)[0].norm()
        for weight, loss in zip(weights, losses)])
    shares = losses / first
    target = (norms.mean() * (shares / shares.mean()) ** ALPHA).detach()
    gradient, = torch.autograd.grad((norms - target).abs().sum(), weights)
    after = (weights.detach() - RATE * gradient).clamp(min=LEAST)
    after = after * len(TASKS) / after.sum()

    stored = {
        "gradnorm.weights": weights, "gradnorm.first": first, "gradnorm.norms": norms / weights,
        "gradnorm.after": after}
    for weight in p.weights.values():
        weight.grad = None
    features = models.xception(p, batch["images"])
    boundary = features.detach().requires_grad_()
    parts = [training.loss_of(task, training.decode(p, task, boundary), batch) for task in TASKS]
    sum(weight * part for weight, part in zip(weights.detach(), parts)).backward()
    features.backward(boundary.grad / math.sqrt(len(TASKS)))
    return stored | training.copies("gradnorm.gradient", {name: weight.grad for name, weight in p.weights.items()})


def pc_grad():
    """The encoder's gradients, and by task the order in which the others' were held against its own."""
    p, batch = model()
    draws = Draws(32)
    names = [name for name in p.weights if name.startswith("encoder.")]
    losses = list(training.forward(p, models.xception, TASKS, batch).values())
    own = [
        torch.cat([part.flatten() for part in torch.autograd.grad(
            loss, [p.weights[name] for name in names], retain_graph=True)])
        for loss in losses]
    orders = torch.stack([draws.uniform(len(TASKS)).argsort() for _ in TASKS])
    combined, conflicts = torch.zeros_like(own[0]), 0
    for task, order in enumerate(orders):
        projected = own[task].clone()
        for other in order:
            product = projected @ own[other]
            if other != task and product < 0:
                projected = projected - product / (own[other] @ own[other]) * own[other]
                conflicts += 1
        combined = combined + projected
    assert conflicts > 0, "no two tasks conflict: the fixture would show nothing"
    combined = combined / math.sqrt(len(TASKS))

    stored, start = {"pcgrad.orders": orders.double()}, 0
    for name in names:
        shape = p.weights[name].shape
        stored[f"pcgrad.gradient.{name}"] = combined[start:start + shape.numel()].reshape(shape)
        start += shape.numel()
    return stored
