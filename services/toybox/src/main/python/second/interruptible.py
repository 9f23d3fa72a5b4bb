"""A loop of training steps that can be stopped at any time and continued as if it had not been."""
import os
import signal
import time

import numpy as np
import torch


class Average:
    """An exponential moving average of parameters."""

    def __init__(self, parameters, decay=.999):
        self.parameters, self.decay = list(parameters), decay
        self.values = [p.detach().clone() for p in self.parameters]

    def update(self, step):
        decay = min(self.decay, (step + 1) / (step + 10))
        torch._foreach_lerp_(self.values, [p.detach() for p in self.parameters], 1 - decay)

    @torch.no_grad()
    def apply(self):
        for p, value in zip(self.parameters, self.values):
            p.copy_(value)

    def state_dict(self):
        return {"values": self.values}

    def load_state_dict(self, state):
        torch._foreach_copy_(self.values, state["values"])


class Steps:
    """Counts a stage's steps, and keeps its parts (whatever has a state_dict) in a checkpoint, every few minutes and on SIGTERM.

    What is random in a step follows from the stage's seed and the step's number alone.
    """

    def __init__(self, path, total, seed, minutes=3, **parts):
        self.path, self.total, self.seed, self.interval, self.parts = path, total, seed, 60 * minutes, parts
        self.step, self.stopped = 0, False
        if os.path.exists(path):
            state = torch.load(path, weights_only=True)
            self.step = state.pop("step")
            for name, part in parts.items():
                part.load_state_dict(state[name])
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_):
        self.stopped = True

    def save(self):
        torch.save({"step": self.step} | {name: part.state_dict() for name, part in self.parts.items()}, self.path + ".part")
        os.replace(self.path + ".part", self.path)

    def __iter__(self):
        """Yields each step that is left with its source of random numbers."""
        saved, first = time.time(), self.step
        while self.step < self.total:
            torch.manual_seed(self.seed * 1_000_003 + self.step)
            yield self.step, np.random.default_rng([self.seed, self.step])
            self.step += 1
            if self.stopped or time.time() - saved > self.interval:
                self.save()
                saved = time.time()
            if self.stopped:
                raise SystemExit(f"stopped after step {self.step} of {self.total}; the same command continues")
        if self.step > first:
            self.save()
