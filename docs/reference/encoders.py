"""Entries of CLIP and DINOv2, and of resizing."""

import copy

import numpy as np
import torch
from PIL import Image
from transformers import AutoImageProcessor, CLIPModel, CLIPTokenizer, Dinov2Model

from entries import doubled

TEXTS = ["a photo of a cat", "a red dog wearing a santa hat on the beach"]
HEIGHT, WIDTH = 113, 171


def picture(entries, name):
    """Smooth colours and some grain: rows of RGB."""

    def make():
        coarse = torch.rand((1, 3, 6, 9), generator=entries.random) * 255
        smooth = torch.nn.functional.interpolate(coarse, (HEIGHT, WIDTH), mode="bicubic")
        grain = torch.randn((1, 3, HEIGHT, WIDTH), generator=entries.random) * 30
        return (smooth + grain).clamp(0, 255).to(torch.uint8)[0].permute(1, 2, 0)

    return entries.given(name, make)


def pixel_values(entries, folder, image, name):
    """What the processor gives, and the same with its last two steps in fp64."""
    processor = AutoImageProcessor.from_pretrained(folder, use_fast=False)
    image = Image.fromarray(image.numpy())
    single = processor(image, return_tensors="pt").pixel_values
    options = dict(do_rescale=False, do_normalize=False)
    double = processor(image, return_tensors="pt", **options).pixel_values.double()
    if processor.do_rescale:
        double = double * processor.rescale_factor
    if processor.do_normalize:
        mean, std = (
            torch.tensor(values, dtype=torch.float64)[:, None, None]
            for values in (processor.image_mean, processor.image_std)
        )
        double = (double - mean) / std
    entries.computed(name, single, double)
    return single


def unit(features):
    return features / features.norm(dim=-1, keepdim=True)


def clip(folder, entries, spec):
    model = CLIPModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
    pixels = pixel_values(entries, folder, picture(entries, "clip.image_u8"), "clip.pixel_values")
    tokens = CLIPTokenizer.from_pretrained(folder)(spec["texts"], padding=True, return_tensors="pt")
    entries.tensors["clip.input_ids"] = tokens.input_ids
    entries.tensors["clip.attention_mask"] = tokens.attention_mask
    single = clip_features(model, pixels, tokens)
    with doubled():
        double = clip_features(copy.deepcopy(model).double(), pixels.double(), tokens)
    for name, value in single.items():
        entries.computed("clip." + name, value, double[name])


def clip_features(model, pixels, tokens):
    image = model.get_image_features(pixel_values=pixels)
    text = model.get_text_features(**tokens)
    logits = model.logit_scale.exp() * unit(image) @ unit(text).T
    return dict(
        image_features=image,
        image_embeds=unit(image),
        text_features=text,
        text_embeds=unit(text),
        logits_per_image=logits,
    )


def dinov2(folder, entries, spec):
    model = Dinov2Model.from_pretrained(folder, torch_dtype=torch.float32).eval()
    double = copy.deepcopy(model).double()
    pixels = pixel_values(entries, folder, picture(entries, "dino.image_u8"), "dino.pixel_values")
    dino_states(entries, "dino", model, double, pixels)
    side, patch = model.config.image_size, model.config.patch_size
    for case, size in (("native", (side, side)), ("wide", (4 * patch, 7 * patch))):
        pixels = entries.noise(f"dino.{case}.pixel_values", 2, model.config.num_channels, *size)
        dino_states(entries, "dino." + case, model, double, pixels)


def dino_states(entries, name, model, double, pixels):
    single = model(pixels)
    with doubled():
        wide = double(pixels.double())
    states = single.last_hidden_state, wide.last_hidden_state
    entries.computed(name + ".last_hidden_state", *states)
    entries.computed(name + ".cls", *(state[:, 0] for state in states))
    entries.computed(name + ".pooled", single.pooler_output, wide.pooler_output)


def resize(entries):
    image = picture(entries, "resize.image_u8")
    height, width = image.shape[:2]
    sizes = dict(down=(height // 3, width // 2), up=(height + 40, 2 * width))
    for name, (rows, columns) in sizes.items():
        resized = Image.fromarray(image.numpy()).resize((columns, rows), Image.Resampling.BICUBIC)
        entries.computed(f"resize.{name}_u8", torch.from_numpy(np.array(resized)))
