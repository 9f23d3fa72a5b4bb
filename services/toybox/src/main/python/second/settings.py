"""The second world's settings: backgrounds [side, side] of 192 px, named as captions name them."""
import math

from PIL import Image, ImageDraw


class Canvas:
    """A background that is being painted, with slightly varying colours."""

    def __init__(self, rng, side):
        self.rng, self.side = rng, side
        self.image = Image.new("RGB", (side, side))
        self.pen = ImageDraw.Draw(self.image)
        self.horizon = int(side * rng.uniform(.5, .64))

    def near(self, color, spread=14):
        return tuple(max(0, min(255, c + self.rng.randint(-spread, spread))) for c in color)

    def whole(self, color):
        self.pen.rectangle([0, 0, self.side, self.side], fill=self.near(color))

    def sky(self, color):
        self.pen.rectangle([0, 0, self.side, self.horizon], fill=self.near(color))

    def ground(self, color):
        self.pen.rectangle([0, self.horizon, self.side, self.side], fill=self.near(color))

    def somewhere(self, low=0, high=None):
        return self.rng.randint(0, self.side), self.rng.randint(low, high or self.side)


def desert(c):
    c.sky((250, 222, 160))
    c.ground((222, 170, 95))
    x = c.rng.randint(20, c.side - 40)
    c.pen.ellipse([x, 12, x + 26, 38], fill=(255, 245, 200))
    for i in range(3):
        x, y = c.rng.randint(-60, c.side - 40), c.horizon + 6 + 26 * i
        c.pen.chord([x, y - 26, x + 150, y + 50], 180, 360, fill=c.near((205, 148, 75), 10))


def rainbow(c):
    c.sky((170, 215, 245))
    x, y = c.rng.randint(60, 130), c.horizon + 20
    for i, color in enumerate([(215, 45, 45), (240, 150, 40), (245, 225, 70), (60, 170, 80), (60, 110, 215), (125, 70, 180)]):
        r = 112 - 9 * i
        c.pen.arc([x - r, y - r, x + r, y + r], 180, 360, fill=color, width=10)
    c.ground((105, 175, 90))


def cave(c):
    c.whole((52, 44, 42))
    x, y, r = c.rng.randint(60, 130), c.rng.randint(60, 100), c.rng.randint(58, 76)
    c.pen.ellipse([x - r, y - r, x + r, y + r], fill=c.near((120, 104, 92)))
    for x in range(0, c.side, 27):
        c.pen.polygon([(x, 0), (x + 20, 0), (x + 10, c.rng.randint(22, 56))], fill=c.near((34, 28, 28), 8))
        c.pen.polygon([(x, c.side), (x + 20, c.side), (x + 10, c.side - c.rng.randint(14, 36))], fill=c.near((34, 28, 28), 8))


def waterfall(c):
    c.whole((70, 92, 72))
    x, w = c.rng.randint(30, 100), c.rng.randint(50, 70)
    c.pen.rectangle([x, 0, x + w, c.horizon + 14], fill=(190, 222, 240))
    for i in range(x + 6, x + w - 4, 13):
        c.pen.line([i, 0, i, c.horizon + 10], fill=(236, 246, 252), width=5)
    c.pen.rectangle([0, c.horizon + 14, c.side, c.side], fill=c.near((60, 135, 165)))
    c.pen.ellipse([x - 16, c.horizon, x + w + 16, c.horizon + 30], fill=(225, 238, 246))


def bricks(c):
    c.whole((214, 204, 192))
    for row in range(8):
        for column in range(-1, 5):
            x, y = column * 48 + (row % 2) * 24, row * 24
            c.pen.rectangle([x + 2, y + 2, x + 44, y + 20], fill=c.near((165, 70, 52), 16))


def chessboard(c):
    light, dark = c.near((232, 214, 178)), c.near((84, 54, 38))
    x0, y0 = c.rng.randint(-32, 0), c.rng.randint(-32, 0)
    for row in range(8):
        for column in range(8):
            x, y = x0 + column * 32, y0 + row * 32
            c.pen.rectangle([x, y, x + 31, y + 31], fill=light if (row + column) % 2 else dark)


def space(c):
    c.whole((14, 10, 34))
    for _ in range(16):
        x, y = c.somewhere()
        c.pen.ellipse([x, y, x + 5, y + 5], fill=(235, 235, 255))
    x, y, r = c.rng.choice([c.rng.randint(10, 40), c.rng.randint(150, 180)]), c.rng.randint(15, 45), c.rng.randint(16, 24)
    c.pen.ellipse([x - r, y - r, x + r, y + r], fill=c.near((205, 150, 90)))
    c.pen.arc([x - 1.8 * r, y - .6 * r, x + 1.8 * r, y + .6 * r], -20, 200, fill=(232, 210, 170), width=5)


def tiles(c):
    c.whole((236, 242, 245))
    x0, y0 = c.rng.randint(-38, 0), c.rng.randint(-38, 0)
    for row in range(7):
        for column in range(7):
            x, y = x0 + 38 * column, y0 + 38 * row
            c.pen.rectangle([x + 3, y + 3, x + 35, y + 35], fill=c.near((95, 165, 195), 9))


def tulips(c):
    c.sky((185, 222, 248))
    c.ground((80, 150, 70))
    for y in (c.horizon + 2, c.horizon + 30, c.horizon + 58):
        for x in range(c.rng.randint(-14, 0), c.side, 26):
            color = c.rng.choice([(225, 45, 70), (245, 200, 50), (240, 120, 165)])
            c.pen.line([x + 7, y, x + 7, y + 24], fill=(50, 110, 45), width=4)
            c.pen.ellipse([x, y - 10, x + 15, y + 10], fill=color)


def storm(c):
    c.sky((84, 90, 108))
    c.ground((62, 74, 66))
    for _ in range(4):
        x, y = c.rng.randint(-10, c.side - 40), c.rng.randint(0, 24)
        c.pen.ellipse([x, y - 14, x + 74, y + 24], fill=c.near((48, 52, 66), 8))
    x = c.rng.randint(30, c.side - 40)
    c.pen.line([(x, 18), (x - 14, 52), (x + 8, 56), (x - 8, c.horizon)], fill=(255, 240, 130), width=7)
    for _ in range(22):
        x, y = c.somewhere()
        c.pen.line([x, y, x - 5, y + 14], fill=(130, 140, 160), width=3)


def volcano(c):
    c.sky((150, 110, 125))
    x = c.rng.randint(50, c.side - 50)
    c.pen.polygon([(x - 92, c.horizon), (x - 20, 34), (x + 20, 34), (x + 92, c.horizon)], fill=c.near((74, 58, 60), 8))
    c.pen.polygon([(x - 20, 34), (x + 20, 34), (x + 10, 62), (x + 3, 48), (x - 8, 80)], fill=(250, 110, 30))
    c.pen.ellipse([x - 26, 4, x + 22, 34], fill=c.near((110, 100, 104), 8))
    c.ground((92, 78, 70))


def lighthouse(c):
    c.sky((160, 205, 235))
    c.pen.rectangle([0, c.horizon - 18, c.side, c.horizon + 12], fill=c.near((50, 105, 160)))
    c.ground((150, 145, 135))
    x = c.rng.choice([c.rng.randint(14, 34), c.rng.randint(140, 166)])
    for i in range(5):
        c.pen.rectangle([x - 13, 34 + 16 * i, x + 13, 50 + 16 * i], fill=(205, 50, 50) if i % 2 else (245, 245, 245))
    c.pen.rectangle([x - 9, 16, x + 9, 34], fill=(255, 235, 130))
    c.pen.polygon([(x - 14, 18), (x, 2), (x + 14, 18)], fill=(60, 60, 70))


def blanket(c):
    c.whole((246, 240, 232))
    x0, y0 = c.rng.randint(0, 47), c.rng.randint(0, 47)
    tint, cross = c.near((232, 130, 120)), c.near((205, 62, 62))
    for i in range(-1, 4):
        c.pen.rectangle([x0 + 48 * i, 0, x0 + 48 * i + 23, c.side], fill=tint)
        c.pen.rectangle([0, y0 + 48 * i, c.side, y0 + 48 * i + 23], fill=tint)
    for i in range(-1, 4):
        for j in range(-1, 4):
            c.pen.rectangle([x0 + 48 * i, y0 + 48 * j, x0 + 48 * i + 23, y0 + 48 * j + 23], fill=cross)


def library(c):
    c.whole((96, 62, 40))
    for y in range(0, c.side, 48):
        x = 2
        while x < c.side:
            w = c.rng.randint(10, 17)
            color = c.rng.choice([(150, 45, 45), (50, 80, 120), (60, 105, 70), (190, 160, 90), (110, 75, 120)])
            c.pen.rectangle([x, y + c.rng.randint(6, 14), x + w - 3, y + 40], fill=c.near(color, 12))
            x += w


def sunset(c):
    top, low = c.near((95, 60, 130)), c.near((250, 140, 70))
    for y in range(0, c.horizon, 6):
        f = y / c.horizon
        c.pen.rectangle([0, y, c.side, y + 6], fill=tuple(round(a + (b - a) * f) for a, b in zip(top, low)))
    x = c.rng.randint(30, c.side - 30)
    c.pen.ellipse([x - 26, c.horizon - 30, x + 26, c.horizon + 22], fill=(255, 215, 110))
    c.ground((70, 45, 80))


def frozen_lake(c):
    c.sky((215, 226, 238))
    for x in range(-10, c.side, 24):
        c.pen.polygon([(x, c.horizon), (x + 13, c.horizon - c.rng.randint(28, 52)), (x + 26, c.horizon)], fill=c.near((58, 92, 84), 10))
    c.ground((178, 214, 234))
    for _ in range(6):
        x, y = c.somewhere(c.horizon)
        c.pen.line([(x, y), (x + c.rng.randint(15, 45), y + c.rng.randint(-16, 16))], fill=(236, 246, 252), width=4)


def bamboo(c):
    c.whole((150, 190, 120))
    for x in range(c.rng.randint(-12, 6), c.side, 30):
        color = c.near((78, 132, 58), 14)
        c.pen.rectangle([x, 0, x + 15, c.side], fill=color)
        for y in range(c.rng.randint(0, 36), c.side, 40):
            c.pen.line([x - 1, y, x + 16, y], fill=(44, 84, 36), width=4)


def stage(c):
    c.whole((120, 22, 34))
    for x in range(c.rng.randint(-20, 0), c.side, 26):
        c.pen.rectangle([x, 0, x + 10, c.horizon + 20], fill=c.near((86, 12, 22), 8))
    c.pen.rectangle([0, c.horizon + 20, c.side, c.side], fill=c.near((150, 105, 62)))
    x = c.rng.randint(50, 140)
    c.pen.ellipse([x - 62, c.horizon + 26, x + 62, c.side - 6], fill=(236, 210, 150))


SETTINGS = {
    "in the desert": desert, "under a rainbow": rainbow, "inside a dark cave": cave, "next to a waterfall": waterfall,
    "against a brick wall": bricks, "on a chessboard": chessboard, "in outer space": space, "on bathroom tiles": tiles,
    "among tulips": tulips, "during a thunderstorm": storm, "near an erupting volcano": volcano, "by the lighthouse": lighthouse,
    "on a picnic blanket": blanket, "at the library": library, "at sunset": sunset, "on a frozen lake": frozen_lake,
    "between bamboo stems": bamboo, "on a theater stage": stage}


def draw_setting(rng, name, side):
    canvas = Canvas(rng, side)
    SETTINGS[name](canvas)
    return canvas.image
