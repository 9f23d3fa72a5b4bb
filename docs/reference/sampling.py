"""Entries of the schedulers and of the forward noising."""

from unittest import mock

import diffusers
import torch

from entries import doubled

CLASSES = {
    "ddim": diffusers.DDIMScheduler,
    "pndm": diffusers.PNDMScheduler,
    "euler": diffusers.EulerDiscreteScheduler,
    "dpmpp_2m": diffusers.DPMSolverMultistepScheduler,
    "euler_ancestral": diffusers.EulerAncestralDiscreteScheduler,
}
SCALED = ("euler", "euler_ancestral")
WITH_SIGMAS = ("euler", "euler_ancestral", "dpmpp_2m")
FRESH_NOISE = "diffusers.schedulers.scheduling_euler_ancestral_discrete.randn_tensor"
STEPS = 8


def resolved(own):
    """Each scheduler's configuration, made from the model's own."""
    configs = {}
    for name, kind in CLASSES.items():
        fields = kind.from_config(own.config).config
        configs[name] = {k: v for k, v in fields.items() if not k.startswith("_")}
    return configs


def trajectories(entries, configs, shape):
    for name, config in configs.items():
        noise = entries.noise(f"scheduler.{name}.noise", *shape)
        calls = len(run(name, config, noise)["timesteps"])
        outputs = [
            entries.noise(f"scheduler.{name}.model_output.{k}", *shape) for k in range(calls)
        ]
        fresh = []
        if name == "euler_ancestral":
            fresh = [entries.noise(f"scheduler.{name}.step_noise.{k}", *shape) for k in range(calls)]
        single = run(name, config, noise, outputs, fresh)
        with doubled():
            wide = [[x.double() for x in some] for some in (outputs, fresh)]
            double = run(name, config, noise.double(), *wide)
        for entry, value in single.items():
            exact = not value.is_floating_point()
            entries.computed(f"scheduler.{name}.{entry}", value, None if exact else double[entry])


def run(name, config, noise, outputs=(), fresh=()):
    """One trajectory: every entry by its name."""
    scheduler = CLASSES[name].from_config(config)
    scheduler.set_timesteps(STEPS)
    first = torch.as_tensor(scheduler.init_noise_sigma, dtype=noise.dtype)
    found = dict(timesteps=scheduler.timesteps, init_noise_sigma=first)
    if name in WITH_SIGMAS:
        found["sigmas"] = scheduler.sigmas
    sample = noise * first
    found["sample.0"] = sample
    for k, output in enumerate(outputs):
        timestep = scheduler.timesteps[k]
        scaled = scheduler.scale_model_input(sample, timestep)
        if name in SCALED:
            found[f"scaled_input.{k}"] = scaled
        with mock.patch(FRESH_NOISE, lambda *_, **__: fresh[k]):
            sample = scheduler.step(output, timestep, sample).prev_sample
        found[f"sample.{k + 1}"] = sample
    return found


def forward(own):
    """What training uses: the schedule alone."""
    return diffusers.DDPMScheduler.from_config(own.config)


def noising(entries, own, shape):
    rows = (4, *shape[1:])
    clean = entries.noise("noise.add.x0", *rows)
    noise = entries.noise("noise.add.noise", *rows)
    last = own.config.num_train_timesteps - 1
    middle = torch.randint(1, last, (2,), generator=entries.random).sort().values.tolist()
    timesteps = entries.given("noise.add.timesteps", lambda: torch.tensor([0, *middle, last]))
    single = forward(own)
    with doubled():
        double = forward(own)
        wide = clean.double(), noise.double(), timesteps
        noisy, velocity = double.add_noise(*wide), double.get_velocity(*wide)
    entries.computed("noise.add.noisy", single.add_noise(clean, noise, timesteps), noisy)
    entries.computed("noise.add.velocity", single.get_velocity(clean, noise, timesteps), velocity)
