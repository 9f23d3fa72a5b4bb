"""Draws photo sets of things that no caption can name exactly: python subjects.py FOLDER FIRST_SEED COUNT

Without seed and count it writes the evaluations' 25 prompts: python subjects.py prompts.json

Each subject's folder holds five 192 px JPEG photos in five settings and subject.json: the class word, whether it is living, and one
comprehensive caption a photo with {} where the placeholder goes.
"""
import json
import math
import os
import random
import sys

import world


def subject(seed):
    """A thing with a pattern, and with colours, gloss and proportions between the named ones, so that only a learned token can mean it."""
    rng = random.Random(2_000_003 * seed + 29)
    thing = world.random_thing(rng, world.NOUNS[seed % len(world.NOUNS)])
    hue = rng.random()
    return thing | dict(
        main_hsv=(hue, rng.uniform(.4, .95), rng.uniform(.45, .95)), second_hsv=(hue + rng.uniform(.3, .7), rng.uniform(.3, .95), rng.uniform(.35, 1)),
        pattern=rng.choice(world.PATTERNS[1:]), finish=None, gloss=rng.random())


def features(thing):
    """The numbers that make the thing: [FEATURES], each about between -1 and 1."""
    colors = [x for h, *sv in (thing["main_hsv"], thing["second_hsv"]) for x in (math.cos(2 * math.pi * h), math.sin(2 * math.pi * h), *sv)]
    proportions = [thing["angle"] * 2, (thing["period"] - .56) / .12, (thing["wide"] - 1) / .17, 2 * thing["detail"] - 1, 2 * thing["gloss"] - 1]
    return colors + proportions + [float(thing["pattern"] == p) for p in world.PATTERNS] + [float(thing["noun"] == n) for n in world.NOUNS]


FEATURES = len(features(subject(0)))


def photos(seed, count=5):
    rng, thing = random.Random(seed + 5), subject(seed)
    for setting in rng.sample(list(world.SETTINGS), count):
        scene = dict(setting=setting, size=rng.choice([None, "large"]), place=None, style=None)
        yield world.draw_scene(rng, thing, scene), setting


def prompts():
    """25 prompts with settings that the model knows; {0} is the placeholder, {1} the class word."""
    settings = list(world.SETTINGS)
    return [f"a {{0}} {{1}} {setting}" for setting in settings] + [f"a photo of a {{0}} {{1}} {setting}" for setting in settings[:25 - len(settings)]]


def write_photo_set(folder, seed):
    thing = subject(seed)
    folder = os.path.join(folder, f"{thing['noun']}-{seed:02d}")
    os.makedirs(folder, exist_ok=True)
    captions = {}
    for i, (image, setting) in enumerate(photos(seed)):
        image.save(os.path.join(folder, f"{i:02d}.jpg"), quality=93)
        captions[f"{i:02d}.jpg"] = "a photo of a {} " + setting
    write_json({"class": thing["noun"], "living": thing["noun"] in world.LIVING, "captions": captions}, os.path.join(folder, "subject.json"))


def write_json(content, path):
    with open(path, "w") as file:
        json.dump(content, file, indent=1)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        write_json({"prompts": prompts()}, sys.argv[1])
    else:
        for seed in range(int(sys.argv[2]), int(sys.argv[2]) + int(sys.argv[3])):
            write_photo_set(sys.argv[1], seed)
