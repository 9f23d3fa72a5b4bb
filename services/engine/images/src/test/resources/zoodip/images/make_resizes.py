"""Makes resizes.txt: for each line, what Pillow makes of noise of one size at another size, as SHA-256 of its bytes.

python make_resizes.py   (numpy; pillow of the version that Bicubic.PILLOW names)

The noise of a size is byte i = mix(i + 1), see noise(); ResizesTest makes the same.
"""

import hashlib
import random
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageOps

HERE = Path(__file__).parent
assert PIL.__version__.startswith("13.0."), PIL.__version__


def noise(width, height):
    x = np.arange(1, 3 * width * height + 1, dtype=np.uint64)
    x = x * 2654435761 & 0xFFFFFFFF
    x = (x ^ x >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return Image.fromarray((x ^ x >> 12).astype(np.uint8).reshape(height, width, 3))


def digest(picture):
    return hashlib.sha256(picture.tobytes()).hexdigest()


random.seed(13)
shapes = {(201, 97, 198, 96), (201, 97, 198, 90), (97, 201, 96, 198), (97, 201, 90, 99), (1, 1, 1, 1), (1, 900, 1, 3), (900, 1, 3, 1), (2, 1500, 7, 1)}
shapes |= {(1500, 2, 1, 7), (16, 2000, 64, 64), (2000, 16, 64, 64), (64, 64, 700, 5), (64, 64, 5, 700), (300, 200, 300, 20), (300, 200, 30, 200)}
# on both sides of where the passes change places
shapes |= {(120, 120, 120 - across, 120 - down) for across in (-40, -1, 0, 1, 2, 10, 40) for down in (-3, -1, 0, 1, 2, 3, 4, 5, 19, 20, 21, 79, 80, 81)}
side = lambda: int(2 ** random.uniform(0, 8.5))
while len(shapes) < 700:
    shapes.add((side(), side(), side(), side()))
lines = [f"{w} {h} {to_w} {to_h} {digest(noise(w, h).resize((to_w, to_h), Image.BICUBIC))}" for w, h, to_w, to_h in sorted(shapes)]

# photos that are stored turned: cut to a square and shrunk, and squeezed flat
for orientation in range(1, 9):
    with Image.open(HERE / f"orientation-{orientation}.jpg") as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    short = min(upright.size)
    left, top = (upright.width - short) // 2, (upright.height - short) // 2
    square = upright.crop((left, top, left + short, top + short)).resize((17, 17), Image.BICUBIC)
    lines.append(f"orientation-{orientation}.jpg square 17 {digest(square)}")
    lines.append(f"orientation-{orientation}.jpg exactly 40 9 {digest(upright.resize((40, 9), Image.BICUBIC))}")
(HERE / "resizes.txt").write_text("\n".join(lines) + "\n")
