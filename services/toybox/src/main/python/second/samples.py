"""Sheets of what a UNet draws: named things, and things that only their identity's vector tells."""
import json
import random

import numpy as np
import torch
from diffusers import DDIMScheduler
from PIL import Image

import subjects
import world
from networks import encode

NAMED = ["a photo of a crimson lamp in the desert", "a tiny azure bird on a frozen lake", "a huge shiny emerald teapot on a picnic blanket",
         "a lemon and navy zigzag kite under a rainbow", "a matte violet speckled turtle on the left", "a photo of a large amber rocket in outer space",
         "a sepia photo of a guitar at the library", "a photo of a turquoise and maroon ringed apple against a brick wall"]
SETTINGS = ["among tulips", "on a chessboard", "at sunset"]


@torch.no_grad()
def draw(net, vae, states, empty, seed, steps=25, guidance=5.):
    """Images [n, 64, 64, 3] uint8 for text states [n, 32, d], by DDIM."""
    scheduler = DDIMScheduler(num_train_timesteps=1000, beta_start=.00085, beta_end=.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False, steps_offset=1)
    scheduler.set_timesteps(steps)
    z = torch.randn(len(states), 4, 16, 16, generator=torch.Generator().manual_seed(seed))
    context = torch.cat([empty.expand(len(states), -1, -1), states])
    for t in scheduler.timesteps:
        with torch.autocast("cpu", torch.bfloat16):
            without, given = net(torch.cat([z, z]), t, context).sample.float().chunk(2)
        z = scheduler.step(without + guidance * (given - without), t, z).prev_sample
    x = vae.decode(z / vae.config.scaling_factor).sample
    return ((x.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()


def grid(rows):
    return Image.fromarray(np.concatenate([np.concatenate(list(row), 1) for row in rows]))


@torch.no_grad()
def sheet(net, vae, text, tokens, identity, things=range(8)):
    """Eight named things, four images each; beside them eight unnamed ones: the thing as it is, then in three settings."""
    identity.now = torch.zeros(1, identity.net[-1].out_features)  # no named thing's caption holds sks
    empty = text(encode(tokens, [""]))[0]
    named = text(encode(tokens, [caption for caption in NAMED for _ in range(4)]))[0]
    drawn = draw(net, vae, named, empty, 1).reshape(len(NAMED), 4, 64, 64, 3)
    shown = [subjects.subject(seed) for seed in things]
    identity.now = identity.vectors(torch.tensor([subjects.features(thing) for thing in shown for _ in SETTINGS]))
    told = text(encode(tokens, [f"a photo of a sks {setting}" for _ in shown for setting in SETTINGS]))[0]
    meant = draw(net, vae, told, empty, 2).reshape(len(shown), len(SETTINGS), 64, 64, 3)
    real = [np.asarray(world.finished(next(subjects.photos(seed))[0])) for seed in things]
    return grid([[*drawn[i], real[i], *meant[i]] for i in range(len(NAMED))])
