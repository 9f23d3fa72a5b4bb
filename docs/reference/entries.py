"""The entries of a reference file: what is given, what is computed, and how far apart is right."""

import contextlib
import json
from unittest import mock

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file

# Half a unit in the last place of a 32-bit number of size 1.
ROUNDING = 2.0**-24
SAFETY = 20


class Entries:
    """Collects entries in order; given ones come from an earlier file if there is one."""

    def __init__(self, seed, earlier=None):
        self.tensors = {}
        self.tolerance = {}
        self.random = torch.Generator().manual_seed(seed)
        self.earlier = earlier or {}

    def given(self, name, make):
        """An input: the earlier file's, or what `make` gives."""
        value = self.earlier[name] if name in self.earlier else make()
        self.tensors[name] = value.clone().contiguous()
        return self.tensors[name]

    def noise(self, name, *shape, scale=1.0):
        return self.given(name, lambda: scale * torch.randn(shape, generator=self.random))

    def pixels(self, name, *shape):
        """Something smooth and something rough, in [-1, 1]."""

        def make():
            coarse = torch.randn((shape[0], shape[1], 4, 4), generator=self.random)
            smooth = torch.nn.functional.interpolate(coarse, shape[2:], mode="bilinear")
            rough = torch.randn(shape, generator=self.random)
            return (0.5 * smooth + 0.1 * rough).clamp(-1, 1)

        return self.given(name, make)

    def integers(self, name, low, high, *shape):
        make = lambda: torch.randint(low, high, shape, generator=self.random)
        return self.given(name, make)

    def computed(self, name, single, double=None):
        """A result in fp32 and in fp64; a result without the latter is exact."""
        single = single.detach()
        self.tensors[name] = single.clone().contiguous()
        self.tolerance[name] = 0.0 if double is None else tolerance(single, double.detach())

    def write(self, path, spec):
        spec = dict(spec, tolerance=self.tolerance)
        save_file(self.tensors, path, metadata={"spec": json.dumps(spec)})


def tolerance(single, double):
    """Twenty times the error of fp32, which is never taken for less than the rounding."""
    error = (single.double() - double.double()).abs().max().item()
    largest = double.double().abs().max().item()
    return float(f"{SAFETY * max(error, ROUNDING * largest):.1e}")


def read(path):
    """The tensors and the spec of a reference file."""
    with safe_open(path, "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        return tensors, json.loads(file.metadata()["spec"])


@contextlib.contextmanager
def doubled():
    """Within it, code gets 64-bit numbers even where it asks for 32: diffusers' schedulers do."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        with mock.patch.object(torch, "float32", torch.float64):
            with mock.patch.object(np, "float32", np.float64):
                yield
    finally:
        torch.set_default_dtype(before)


def differences(entries, tensors, tolerances):
    """What does not agree with an earlier file: lines of text."""
    for name in sorted(set(tensors) | set(entries.tensors)):
        if name not in entries.tensors or name not in tensors:
            yield f"{name}: only in {'the earlier file' if name in tensors else 'this one'}"
        elif tensors[name].shape != entries.tensors[name].shape:
            yield f"{name}: {tuple(tensors[name].shape)}, now {tuple(entries.tensors[name].shape)}"
        else:
            error = (tensors[name].double() - entries.tensors[name].double()).abs().max().item()
            if error > tolerances.get(name, 0):
                yield f"{name}: differs by {error:.2g}, tolerance {tolerances.get(name, 0):.2g}"
