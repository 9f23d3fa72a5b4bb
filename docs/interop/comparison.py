"""Draws what services/engine/diffusion has drawn, with diffusers, and compares the pictures."""

import json

import torch
from diffusers import StableDiffusionPipeline
from safetensors import safe_open

TOLERANCE = 2

# the toybox is too small for several threads to gain anything
torch.set_num_threads(1)


class Sample:
    """The first latents, the settings and our pictures, as SampleImagesTest wrote them."""

    def __init__(self, file):
        with safe_open(file, framework="pt") as content:
            settings = content.metadata()
            self.latents = content.get_tensor("latents")
            self.pictures = content.get_tensor("pictures")
        self.prompt = settings["prompt"]
        self.placeholder = settings["placeholder"]
        self.steps = int(settings["steps"])
        self.guidance_scale = float(settings["guidance_scale"])


def open_pipeline(model):
    pipeline = StableDiffusionPipeline.from_pretrained(
        model, dtype=torch.float32, safety_checker=None, requires_safety_checker=False
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def largest_difference(pipeline, sample, prompt):
    """Of all values of all pictures, in steps of 255."""
    count = len(sample.latents)
    drawn = pipeline(
        [prompt] * count,
        latents=sample.latents,
        num_inference_steps=sample.steps,
        guidance_scale=sample.guidance_scale,
        output_type="pt",
        height=sample.pictures.shape[1],
        width=sample.pictures.shape[2],
    ).images
    theirs = (drawn.permute(0, 2, 3, 1) * 255).round().to(torch.int32)
    return int((theirs - sample.pictures.to(torch.int32)).abs().max())


def report(**findings):
    """Prints what was found and ends with 1 if a picture differs too much."""
    print(json.dumps(findings))
    too_different = findings["largest_difference"] > TOLERANCE
    if too_different:
        print(f"a picture differs by more than {TOLERANCE} of 255")
    raise SystemExit(int(too_different))
