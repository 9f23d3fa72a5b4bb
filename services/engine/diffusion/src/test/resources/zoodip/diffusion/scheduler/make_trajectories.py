"""Writes trajectories.json: what the schedulers of diffusers do with many configurations.

python make_trajectories.py   (torch, diffusers 0.39)

Each case: the configuration, the number of steps, and three latents on their way. The model's
outputs are given; each step is elementwise, so three numbers are a picture.
"""

import json

import numpy as np
import torch
from diffusers.schedulers.scheduling_ddim import DDIMScheduler
from diffusers.schedulers.scheduling_dpmsolver_multistep import DPMSolverMultistepScheduler
from diffusers.schedulers.scheduling_euler_ancestral_discrete import (
    EulerAncestralDiscreteScheduler,
)
from diffusers.schedulers import scheduling_euler_ancestral_discrete as ancestral
from diffusers.schedulers.scheduling_euler_discrete import EulerDiscreteScheduler
from diffusers.schedulers.scheduling_pndm import PNDMScheduler

CLASSES = {
    c.__name__: c
    for c in (
        DDIMScheduler,
        PNDMScheduler,
        EulerDiscreteScheduler,
        EulerAncestralDiscreteScheduler,
        DPMSolverMultistepScheduler,
    )
}
SD = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
V = dict(prediction_type="v_prediction")
CASES = []


def case(name, steps, **fields):
    CASES.append((name, steps, fields))


for spacing in ("leading", "linspace", "trailing"):
    for steps in (1, 2, 7, 20):
        for name in CLASSES:
            skip = dict(skip_prk_steps=True) if name == "PNDMScheduler" else {}
            clip = dict(clip_sample=False) if name == "DDIMScheduler" else {}
            case(name, steps, timestep_spacing=spacing, **SD, **skip, **clip)
            case(name, steps, timestep_spacing=spacing, **SD, **skip, **clip, **V)
for name in CLASSES:
    extra = dict(skip_prk_steps=True) if name == "PNDMScheduler" else {}
    case(name, 10, **extra)
    case(name, 10, beta_schedule="squaredcos_cap_v2", **extra)
    case(name, 10, trained_betas=[0.001 * (i + 1) for i in range(100)], num_train_timesteps=100, **extra)
    case(name, 5, num_train_timesteps=37, timestep_spacing="leading", steps_offset=1, **SD, **extra)
DDIM = "DDIMScheduler"
case(DDIM, 10, steps_offset=1, set_alpha_to_one=False, clip_sample=False, **SD)
case(DDIM, 10, clip_sample_range=1.7, **SD, **V)
case(DDIM, 10, rescale_betas_zero_snr=True, timestep_spacing="trailing", clip_sample=False, **SD, **V)
PNDM = "PNDMScheduler"
for steps in (4, 5, 9, 20):
    case(PNDM, steps, steps_offset=1, **SD)
    case(PNDM, steps, set_alpha_to_one=True, **SD, **V)
EULER = "EulerDiscreteScheduler"
for more in (
    dict(use_karras_sigmas=True),
    dict(use_exponential_sigmas=True),
    dict(interpolation_type="log_linear"),
    dict(final_sigmas_type="sigma_min"),
    dict(use_karras_sigmas=True, sigma_min=0.05, sigma_max=9.0, final_sigmas_type="sigma_min"),
    dict(timestep_type="continuous", use_karras_sigmas=True),
    dict(rescale_betas_zero_snr=True, timestep_spacing="trailing"),
):
    case(EULER, 10, **SD, **more)
    case(EULER, 10, **SD, **V, **more)
case("EulerAncestralDiscreteScheduler", 10, rescale_betas_zero_snr=True, timestep_spacing="trailing", **SD, **V)
DPM = "DPMSolverMultistepScheduler"
for more in (
    dict(use_karras_sigmas=True),
    dict(use_exponential_sigmas=True),
    dict(use_lu_lambdas=True),
    dict(solver_type="heun"),
    dict(solver_type="bh2"),
    dict(solver_order=1),
    dict(lower_order_final=False, final_sigmas_type="sigma_min"),
    dict(euler_at_final=True, final_sigmas_type="sigma_min"),
    dict(final_sigmas_type="sigma_min"),
    dict(lambda_min_clipped=-1.5),
    dict(rescale_betas_zero_snr=True, timestep_spacing="trailing"),
):
    for steps in (10, 20):
        case(DPM, steps, **SD, **more)
        case(DPM, steps, **SD, **V, **more)


def run(name, steps, fields):
    random = np.random.default_rng(len(json.dumps(fields)) + 1000 * steps)
    draw = lambda: torch.tensor(random.standard_normal(3), dtype=torch.float32)
    scheduler = CLASSES[name](**fields)
    scheduler.set_timesteps(steps)
    noise = draw()
    sample = noise * scheduler.init_noise_sigma
    record = dict(
        config=dict(_class_name=name, **fields),
        steps=steps,
        timesteps=scheduler.timesteps.tolist(),
        init_noise_sigma=float(scheduler.init_noise_sigma),
        noise=noise.tolist(),
        outputs=[],
        step_noise=[],
        inputs=[],
        samples=[],
    )
    if hasattr(scheduler, "sigmas"):
        record["sigmas"] = scheduler.sigmas.tolist()
    for timestep in scheduler.timesteps:
        record["inputs"].append(scheduler.scale_model_input(sample, timestep).tolist())
        output, fresh = draw(), draw()
        ancestral.randn_tensor = lambda *args, **kwargs: fresh
        sample = scheduler.step(output, timestep, sample, return_dict=False)[0]
        record["outputs"].append(output.tolist())
        record["step_noise"].append(fresh.tolist())
        record["samples"].append(sample.tolist())
    return record


def rounded(value):
    if isinstance(value, list):
        return [rounded(v) for v in value]
    if isinstance(value, dict):
        return {k: v if k == "config" else rounded(v) for k, v in value.items()}
    return float(np.format_float_scientific(np.float32(value), unique=True)) if isinstance(value, float) else value


records = []
for name, steps, fields in CASES:
    record = rounded(run(name, steps, fields))
    numbers = np.array(record["samples"] + record["inputs"])
    if not np.isfinite(numbers).all():
        print("left out, diffusers gives no numbers:", name, steps, fields)
        continue
    records.append(json.dumps(record))
open("trajectories.json", "w").write("[" + ",\n".join(records) + "]\n")
print(len(records), "cases")
