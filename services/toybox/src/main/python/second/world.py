"""The second world: drawn and captioned 64 px scenes, other than the toybox's in every word and shape.

A scene is one thing (a noun in two colours with a pattern, a finish) of some size, in some place before a setting, shown in some
style. A caption may leave out anything but the noun. What makes a thing the same thing in another image is its parameters: colours
between the named ones, the pattern's period and angle, proportions, gloss.
"""
import colorsys
import math
import random
import re

import numpy as np
from PIL import Image, ImageFilter

from settings import SETTINGS, draw_setting
from shapes import SHAPES, Layer

SIZE = 64  # pixels of a finished image
SIDE = 3 * SIZE  # pixels it is drawn with

NOUNS = list(SHAPES)
LIVING = {"bird", "snail", "crab", "turtle"}
COLORS = {  # name: hue in turns, saturation, value
    "crimson": (.965, .9, .72), "coral": (.03, .58, .98), "maroon": (.99, .75, .4), "amber": (.11, .95, .96),
    "lemon": (.16, .62, 1.), "olive": (.17, .7, .5), "lime": (.25, .8, .85), "emerald": (.4, .8, .58),
    "turquoise": (.47, .55, .88), "azure": (.55, .6, .97), "navy": (.64, .8, .38), "violet": (.74, .6, .85),
    "magenta": (.87, .8, .85), "beige": (.1, .26, .87), "ivory": (.13, .06, .98), "charcoal": (.6, .1, .22)}
PATTERNS = ["plain", "zigzag", "ringed", "diamond", "speckled"]
SIZES = {"tiny": (.16, .19), "small": (.22, .26), None: (.29, .33), "large": (.36, .4), "huge": (.44, .48)}  # half-heights
PLACES = {"on the left": (.25, .33), None: (.43, .57), "on the right": (.67, .75)}
FINISHES = {"matte": (0., .12), None: (.36, .54), "shiny": (.82, 1.)}  # gloss
STYLES = {None: "photo", "dark": "dark photo", "bright": "bright photo", "sepia": "sepia photo", "blurry": "blurry photo"}
TEMPLATES = ["a {style} of a {thing}", "a {style} of a {thing}", "a {style} of the {thing}", "a close-up {style} of a {thing}", "one {style} showing a {thing}", "my {style} of this {thing}"]
PLAIN_TEMPLATES = ["a {thing}", "the {thing}", "a painting of a {thing}", "an image of a {thing}", "a rendering of one {thing}", "a cropped picture of a {thing}"]


def rgb(hsv):
    return np.array([255 * c for c in colorsys.hsv_to_rgb(hsv[0] % 1, *hsv[1:])], np.float32)


def jitter(rng, name):
    h, s, v = COLORS[name]
    within = lambda x: min(1, max(0, x))
    return h + rng.uniform(-.012, .012), within(s + rng.uniform(-.06, .06)), within(v + rng.uniform(-.06, .06))


def random_thing(rng, noun=None):
    """Draws the parameters of a thing: everything that makes it the same thing in another image."""
    color = rng.choice(list(COLORS))
    second = rng.choice([c for c in COLORS if c != color])
    finish = rng.choice([None, *FINISHES])
    return dict(noun=noun or rng.choice(NOUNS), color=color, second=second, main_hsv=jitter(rng, color), second_hsv=jitter(rng, second),
                pattern=rng.choice(PATTERNS), period=rng.uniform(.44, .68), angle=rng.uniform(-.5, .5), wide=rng.uniform(.84, 1.18),
                detail=rng.random(), finish=finish, gloss=rng.uniform(*FINISHES[finish]))


class Patch:
    """The square around a thing: its coordinates u, v [h, w] in units of the thing's half-height."""

    def __init__(self, thing, x, y, half):
        reach = half * 1.1 * max(1, thing["wide"]) + 2
        self.box = [max(0, int(x - reach)), max(0, int(y - reach)), min(SIDE, int(x + reach)), min(SIDE, int(y + reach))]
        left, top, right, bottom = self.box
        self.v, self.u = np.mgrid[top:bottom, left:right].astype(np.float32)
        self.u, self.v = (self.u - x) / half, (self.v - y) / half


def pattern(thing, u, v):
    """Where the second colour is: [h, w] in {0, 1}, for coordinates in units of the thing's half-height, turned by its angle."""
    p, kind = thing["period"], thing["pattern"]
    if kind == "zigzag":
        return ((v / p + .55 * np.abs((u / p) % 1 - .5) * 2) % 1 < .42).astype(np.float32)
    if kind == "ringed":
        return (np.hypot(u, v) / p % 1 < .42).astype(np.float32)
    if kind == "diamond":
        return (np.abs(u / p % 1 - .5) + np.abs(v / p % 1 - .5) < .36).astype(np.float32)
    if kind == "speckled":
        a, b = u / p * 1.9, v / p * 1.9
        i, j = np.floor(a), np.floor(b)
        wobble = lambda k: .28 * np.sin(12.9898 * i + 78.233 * j + k)
        return (np.hypot(a - i - .5 + wobble(0), b - j - .5 + wobble(2)) < .27).astype(np.float32)
    return np.zeros_like(u)


def surface(thing, patch):
    """The thing's body as it would fill the patch: float [h, w, 3]."""
    c, s = math.cos(thing["angle"]), math.sin(thing["angle"])
    m = pattern(thing, patch.u * c + patch.v * s, patch.v * c - patch.u * s)[..., None]
    a, b = rgb(thing["main_hsv"]), rgb(thing["second_hsv"])
    return a + (b - a) * m


def light(gloss, patch):
    """Light on a thing: a factor and what is added to it, [h, w, 1] each; matte is flat, shiny has a bright spot."""
    shade = np.clip(1 - .32 * gloss * (patch.u + patch.v), .6, 1.25)
    spot = 210 * max(0, gloss - .45) / .55 * np.exp(-(((patch.u + .3) / .3) ** 2 + ((patch.v + .35) / .22) ** 2))
    return shade[..., None], spot[..., None]


def draw_thing(image, thing, x, y, half):
    """Draws the thing into an RGB image [SIDE, SIDE], centred at (x, y), half its height given in pixels."""
    body, trim, dark = (Layer(SIDE, x, y, half * thing["wide"], half) for _ in range(3))
    SHAPES[thing["noun"]](body, trim, dark, thing["detail"])
    patch = Patch(thing, x, y, half)
    shade, spot = light(thing["gloss"], patch)
    for color, layer in ((surface(thing, patch), body), (rgb(thing["second_hsv"]), trim)):
        lit = Image.fromarray(np.clip(color * shade + spot, 0, 255).astype(np.uint8))
        image.paste(lit, patch.box[:2], layer.mask.crop(patch.box))
    image.paste((25, 25, 30), (0, 0), dark.mask)


def stylize(image, style):
    if style == "blurry":
        return image.filter(ImageFilter.GaussianBlur(4.5))
    if style == "sepia":
        gray = np.asarray(image.convert("L"), np.float32)[..., None] / 255
        return Image.fromarray(np.clip(gray * np.array([255, 216, 165]) + 8, 0, 255).astype(np.uint8))
    if style in ("dark", "bright"):
        gain, lift = (.5, 0) if style == "dark" else (.85, 75)
        return Image.fromarray(np.clip(np.asarray(image, np.float32) * gain + lift, 0, 255).astype(np.uint8))
    return image


def random_scene(rng):
    """How a thing is shown: setting, size, place, style."""
    size = rng.choice([None, *SIZES])
    return dict(setting=rng.choice(list(SETTINGS)), size=size, place=rng.choice([None, *PLACES]) if size != "huge" else None,
                style=rng.choice(list(STYLES)) if rng.random() < .35 else None)


def portrait(rng):
    """A scene as one takes photos of a thing of one's own: neither tiny nor huge, in the middle."""
    return dict(setting=rng.choice(list(SETTINGS)), size=rng.choice([None, "large"]), place=None, style=None)


def draw_scene(rng, thing, scene):
    """The scene [SIDE, SIDE] before it is scaled down."""
    image = draw_setting(rng, scene["setting"], SIDE)
    half = rng.uniform(*SIZES[scene["size"]]) * SIDE
    low = .5 if scene["size"] == "huge" else .62
    draw_thing(image, thing, rng.uniform(*PLACES[scene["place"]]) * SIDE, rng.uniform(.48, low) * SIDE, half)
    return stylize(image, scene["style"])


def finished(image):
    return image.resize((SIZE, SIZE), Image.LANCZOS)


def words(rng, thing, scene):
    """The thing as a caption calls it: now and then with its size, finish, colours, pattern."""
    found = []
    if scene["size"] and rng.random() < .6:
        found.append(scene["size"])
    if thing["finish"] and rng.random() < .5:
        found.append(thing["finish"])
    if rng.random() < .65:
        both = thing["pattern"] != "plain" and rng.random() < .5
        found.append(f"{thing['color']} and {thing['second']}" if both else thing["color"])
    if rng.random() < (.2 if thing["pattern"] == "plain" else .6):
        found.append(thing["pattern"])
    return " ".join([*found, thing["noun"]])


def sentence(rng, name, scene):
    """A caption of a scene with whatever it calls its thing."""
    plain = scene["style"] is None and rng.random() < .5
    text = rng.choice(PLAIN_TEMPLATES if plain else TEMPLATES).format(thing=name, style=STYLES[scene["style"]])
    if rng.random() < .75:
        text += " " + scene["setting"]
    if scene["place"] and rng.random() < .6:
        text += " " + scene["place"]
    return re.sub(r"\ba (?=[aeiou])", "an ", text)


def caption(rng, thing, scene):
    return sentence(rng, words(rng, thing, scene), scene)


def example(seed):
    rng = random.Random(seed)
    thing, scene = random_thing(rng), random_scene(rng)
    return draw_scene(rng, thing, scene), caption(rng, thing, scene), thing, scene


if __name__ == "__main__":
    sheet = Image.new("RGB", (16 * SIZE, 10 * SIZE))
    for i in range(160):
        image, text, *_ = example(i)
        sheet.paste(finished(image), (i % 16 * SIZE, i // 16 * SIZE))
        if i < 16:
            print(text)
    sheet.save("world.png")
