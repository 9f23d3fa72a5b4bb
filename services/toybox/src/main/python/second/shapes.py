"""The outlines of the second world's things.

A thing is drawn on three layers: its body, which takes the pattern, its trim in the second colour, and what is dark. Coordinates
reach from -1 to 1, y downwards. `detail` in [0, 1] is a proportion of the thing's own: the height of a lamp's shade, a clock's time.
"""
import math

from PIL import Image, ImageDraw


class Layer:
    """A mask [side, side] that takes shapes in a thing's coordinates; fill 0 takes away again."""

    def __init__(self, side, x, y, half_width, half_height):
        self.mask = Image.new("L", (side, side))
        self.pen = ImageDraw.Draw(self.mask)
        self.x, self.y, self.w, self.h = x, y, half_width, half_height

    def at(self, points):
        return [(self.x + x * self.w, self.y + y * self.h) for x, y in points]

    def corners(self, box):
        (x0, y0), (x1, y1) = self.at([box[:2], box[2:]])
        return [x0, y0, x1, y1]

    def ellipse(self, *box, fill=255):
        self.pen.ellipse(self.corners(box), fill=fill)

    def box(self, *box, fill=255):
        self.pen.rectangle(self.corners(box), fill=fill)

    def rounded(self, *box, radius=.15):
        self.pen.rounded_rectangle(self.corners(box), radius=radius * self.h, fill=255)

    def polygon(self, *points, fill=255):
        self.pen.polygon(self.at(points), fill=fill)

    def sector(self, *box, start=180, end=360):
        self.pen.pieslice(self.corners(box), start, end, fill=255)

    def arc(self, *box, start, end, width):
        self.pen.arc(self.corners(box), start, end, fill=255, width=max(1, round(width * self.h)))

    def line(self, *points, width=.1):
        self.pen.line(self.at(points), fill=255, width=max(1, round(width * self.h)), joint="curve")


def lamp(body, trim, dark, detail):
    low = -.25 + .5 * detail
    trim.box(-.09, low, .09, .8)
    trim.ellipse(-.55, .62, .55, .95)
    body.polygon((-.42, -.92), (.42, -.92), (.85, low), (-.85, low))


def kite(body, trim, dark, detail):
    waist = -.45 + .4 * detail
    body.polygon((0, -1), (.75, waist), (0, .5), (-.75, waist))
    dark.line((0, -1), (0, .5), width=.06)
    dark.line((-.75, waist), (.75, waist), width=.06)
    dark.line((0, .5), (-.25, .72), (.1, .95), width=.06)
    trim.polygon((-.5, .6), (-.25, .74), (-.42, .92))
    trim.polygon((-.02, .58), (-.25, .74), (.05, .84))


def apple(body, trim, dark, detail):
    dent = .1 + .2 * detail
    body.ellipse(-.85, -.55, dent, .85)
    body.ellipse(-dent, -.55, .85, .85)
    body.ellipse(-.55, 0, .55, .95)
    dark.line((0, -.35), (.08, -.9), width=.12)
    trim.ellipse(.1, -.98, .7, -.6)


def clock(body, trim, dark, detail):
    for x in (-.55, .55):
        trim.ellipse(x - .32, -1, x + .32, -.4)
        dark.line((x, .6), (x * 1.3, .98), width=.14)
    body.ellipse(-.85, -.78, .85, .88)
    trim.ellipse(-.52, -.46, .52, .56)
    turn = 2 * math.pi * detail
    dark.line((0, .05), (.42 * math.sin(turn), .05 - .42 * math.cos(turn)), width=.1)
    dark.line((0, .05), (0, -.25), width=.1)


def bird(body, trim, dark, detail):
    for x in (-.15, .15):
        dark.line((x, .5), (x, .98), width=.08)
    body.polygon((-.5, .05), (-1.05, -.2), (-.95, .35))
    body.ellipse(-.72, -.3, .6, .65)
    body.ellipse(.15, -.85, .8, -.1)
    trim.polygon((-.35, .25), (-.75 + .5 * detail, -.95), (.25, .1))
    trim.polygon((.75, -.6), (1.1, -.45), (.75, -.32))
    dark.ellipse(.45, -.62, .62, -.45)


def snail(body, trim, dark, detail):
    trim.rounded(-.95, .45, .9, .8)
    trim.rounded(.58, -.25, .88, .75)
    for x in (.62, .85):
        dark.line((x, -.2), (x + .08, -.6), width=.07)
        dark.ellipse(x - .01, -.7, x + .17, -.52)
    body.ellipse(-.8, -.8, .5, .58)
    dark.arc(-.5, -.5, .22, .3, start=0, end=200 + 160 * detail, width=.1)


def rocket(body, trim, dark, detail):
    spread = .55 + .4 * detail
    for x in (-1, 1):
        trim.polygon((x * .3, -.05), (x * spread, .75), (x * .3, .6))
    trim.polygon((-.22, .5), (0, 1), (.22, .5))
    body.polygon((0, -1), (.2, -.8), (.38, -.4), (.38, .58), (-.38, .58), (-.38, -.4), (-.2, -.8))
    dark.ellipse(-.2, -.42, .2, -.02)


def cactus(body, trim, dark, detail):
    body.rounded(-.26, -.98, .26, .6, radius=.26)
    top = -.75 + .5 * detail
    body.rounded(-.85, top, -.52, .2, radius=.15)
    body.rounded(-.85, -.1, 0, .2, radius=.15)
    body.rounded(.52, -.7, .85, .0, radius=.15)
    body.rounded(0, -.28, .85, .0, radius=.15)
    trim.polygon((-.55, .48), (.55, .48), (.4, .98), (-.4, .98))


def teapot(body, trim, dark, detail):
    trim.ellipse(-1.05, -.3, -.35, .55)
    trim.ellipse(-.85, -.1, -.5, .35, fill=0)
    trim.polygon((.35, .5), (1.05, -.3 - .2 * detail), (.82, -.4 - .2 * detail), (.35, -.05))
    body.ellipse(-.68, -.4, .68, .85)
    trim.sector(-.42, -.62, .42, 0)
    dark.ellipse(-.13, -.8, .13, -.54)


def umbrella(body, trim, dark, detail):
    dark.line((0, -.9), (0, .75), width=.1)
    dark.arc(-.36, .5, .05, .98, start=0, end=180, width=.1)
    body.sector(-.98, -.9, .98, .8)
    count = 3 + round(3 * detail)
    for i in range(count):
        left = -.98 + 1.96 * i / count
        trim.sector(left, -.25, left + 1.96 / count, .15)


def crab(body, trim, dark, detail):
    for x in (-1, 1):
        for y in (.2, .4):
            dark.line((x * .5, y), (x * .95, y + .35), width=.09)
        dark.line((x * .22, -.2), (x * .25, -.55), width=.07)
        dark.ellipse(x * .25 - .12, -.72, x * .25 + .12, -.48)
        size = .2 + .1 * detail
        trim.line((x * .5, .1), (x * .78, -.35), width=.14)
        trim.ellipse(x * .78 - size, -.55 - size, x * .78 + size, -.55 + size)
        trim.polygon((x * .78, -.5), (x * .62, -1), (x * .94, -1), fill=0)
    body.ellipse(-.68, -.25, .68, .68)


def bell(body, trim, dark, detail):
    dark.ellipse(-.2, .58, .2, .98)
    dark.arc(-.2, -1, .2, -.6, start=0, end=360, width=.1)
    width = .42 + .2 * detail
    body.sector(-width, -.82, width, .2)
    body.polygon((-width, -.32), (width, -.32), (.82, .6), (-.82, .6))
    trim.rounded(-.95, .48, .95, .72)


def boot(body, trim, dark, detail):
    top = -.9 + .4 * detail
    dark.box(-.6, .7, .95, .9)
    body.box(-.55, top, .15, .72)
    body.rounded(-.55, .08, .92, .72, radius=.25)
    trim.rounded(-.65, top - .08, .25, top + .24)


def cake(body, trim, dark, detail):
    for x in (-.5, 0, .5):
        dark.line((x, -.15), (x, -.6), width=.1)
        trim.ellipse(x - .11, -.92, x + .11, -.58)
    body.box(-.85, -.05, .85, .85)
    trim.rounded(-.92, -.22, .92, .12)
    for x in (-.68, -.22, .24, .68):
        trim.ellipse(x - .17, -.05, x + .17, .25 + .3 * detail)
    dark.box(-1, .82, 1, .93)


def guitar(body, trim, dark, detail):
    trim.box(-.11, -.9, .11, 0)
    dark.box(-.22, -1, .22, -.78)
    waist = .38 + .16 * detail
    body.ellipse(-waist, -.3, waist, .5)
    body.ellipse(-.68, .12, .68, .98)
    dark.ellipse(-.2, .12, .2, .5)
    dark.box(-.3, .7, .3, .78)


def anchor(body, trim, dark, detail):
    trim.arc(-.28, -1, .28, -.45, start=0, end=360, width=.14)
    body.box(-.15, -.55, .15, .85)
    bar = .4 + .25 * detail
    body.rounded(-bar, -.38, bar, -.12, radius=.1)
    body.arc(-.85, -.6, .85, .98, start=5, end=175, width=.3)
    for x in (-1, 1):
        trim.polygon((x * .55, .3), (x * 1.05, .3), (x * .85, -.1))


def key(body, trim, dark, detail):
    body.ellipse(-1, -.55, .1, .55)
    body.ellipse(-.65, -.2, -.25, .2, fill=0)
    trim.box(.05, -.13, 1, .13)
    for x in (.45, .78):
        trim.box(x, .1, x + .17, .3 + .25 * detail)


def turtle(body, trim, dark, detail):
    for x in (-.5, .35):
        trim.rounded(x - .17, .2, x + .17, .75)
    trim.ellipse(.5, -.4, 1.05, .15)
    trim.polygon((-.65, .3), (-1.05, .45), (-.65, .1))
    top = -.65 - .3 * detail
    body.sector(-.85, top, .7, .7 - top - .3)
    body.rounded(-.88, .15, .73, .4)
    dark.ellipse(.76, -.25, .92, -.08)


def balloon(body, trim, dark, detail):
    for x in (-1, 1):
        dark.line((x * .55, .15), (x * .2, .75), width=.06)
    body.ellipse(-.8, -1, .8, .42)
    band = -.55 + .5 * detail
    trim.box(-.8 * math.sqrt(max(0, 1 - ((band + .29) / .71) ** 2)) * .96, band - .09, .8 * math.sqrt(max(0, 1 - ((band + .29) / .71) ** 2)) * .96, band + .09)
    trim.rounded(-.28, .62, .28, .98, radius=.08)


def drum(body, trim, dark, detail):
    high = -.35 + .3 * detail
    body.ellipse(-.8, .4, .8, .9)
    body.box(-.8, high, .8, .65)
    trim.ellipse(-.8, high - .3, .8, high + .25)
    dark.line((-.35, high), (-.95, -.85), width=.1)
    dark.line((.35, high), (.95, -.85), width=.1)


SHAPES = {shape.__name__: shape for shape in (
    lamp, kite, apple, clock, bird, snail, rocket, cactus, teapot, umbrella, crab, bell, boot, cake, guitar, anchor, key, turtle, balloon, drum)}
