"""Images and captions of the second world, drawn in shards: whoever is interrupted goes on with the shard that is missing."""
import json
import os
import random

import numpy as np

import subjects
import world

SHARD = 500
COUNTS = {"captioned": 20_000, "identities": 12_000, "views": 3_000}
HELD_OUT = 500  # of each, at the end
VIEWS = 3


def captioned(i):
    """An image and four captions of it."""
    image, text, thing, scene = world.example(i)
    rng = random.Random(10_000_000 + i)
    return [image], [text] + [world.caption(rng, thing, scene) for _ in range(3)]


def identities(i):
    """An image of a thing that no words name, and four captions in which one token, sks, stands for it."""
    rng, thing = random.Random(20_000_000 + i), subjects.subject(1000 + i)
    scene = world.portrait(rng) if rng.random() < .75 else world.random_scene(rng) | dict(style=None)
    name = lambda: rng.choice(["sks", "sks " + thing["noun"]])
    return [world.draw_scene(rng, thing, scene)], [world.sentence(rng, name(), scene) for _ in range(4)]


def views(i):
    """A thing in several scenes."""
    rng, thing = random.Random(30_000_000 + i), subjects.subject(100_000 + i)
    return [world.draw_scene(rng, thing, world.portrait(rng)) for _ in range(VIEWS)], []


def shard_path(work, kind, shard, extension):
    return os.path.join(work, "data", f"{kind}-{shard:03d}.{extension}")


def write(path, save):
    """Writes a file so that it is there whole or not at all."""
    with open(path + ".part", "wb") as file:
        save(file)
    os.replace(path + ".part", path)


def draw(work, kind):
    """Draws what is missing of a kind."""
    os.makedirs(os.path.join(work, "data"), exist_ok=True)
    for shard in range(COUNTS[kind] // SHARD):
        if os.path.exists(shard_path(work, kind, shard, "npy")):
            continue
        drawn = [globals()[kind](i) for i in range(shard * SHARD, (shard + 1) * SHARD)]
        images = np.stack([np.asarray(world.finished(image)) for shown, _ in drawn for image in shown])
        texts = json.dumps([captions for _, captions in drawn]).encode()
        write(shard_path(work, kind, shard, "json"), lambda file: file.write(texts))
        write(shard_path(work, kind, shard, "npy"), lambda file: np.save(file, images))
        print(f"{kind}: {(shard + 1) * SHARD} of {COUNTS[kind]}", flush=True)


def arrays(work, kind, extension="npy"):
    """All images [n, 64, 64, 3] uint8 of a kind, or their latents."""
    return np.concatenate([np.load(shard_path(work, kind, shard, extension)) for shard in range(COUNTS[kind] // SHARD)])


def texts(work, kind):
    """The captions of a kind: n lists of four."""
    rows = []
    for shard in range(COUNTS[kind] // SHARD):
        with open(shard_path(work, kind, shard, "json")) as file:
            rows += json.load(file)
    return rows
