"""Random tensors that stay the same for ever: numpy promises that of RandomState, torch of nothing."""
import numpy as np
import torch

torch.set_default_dtype(torch.float64)


class Draws:
    """A stream of random tensors; every value is one that float32 holds exactly."""

    def __init__(self, seed):
        self._random = np.random.RandomState(seed)

    def normal(self, *shape, scale=1.0):
        return rounded(torch.from_numpy(self._random.standard_normal(shape)) * scale)

    def uniform(self, *shape, low=0.0, high=1.0):
        return rounded(torch.from_numpy(self._random.uniform(low, high, shape)))

    def integers(self, *shape, below):
        return torch.from_numpy(self._random.randint(0, below, shape)).double()

    def mask(self, *shape, ones=0.7):
        return (self.uniform(*shape) < ones).double()


def rounded(tensor):
    """The nearest float32 values, as doubles."""
    return tensor.float().double()
