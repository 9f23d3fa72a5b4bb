"""Makes the photos of this folder and, beside each, the pixels that Pillow reads from it (.rgb).

python make_fixtures.py GOLDENS/clip.safetensors   (numpy, pillow 13.0, safetensors)
"""

import sys

import numpy as np
from PIL import Image, ImageCms, ImageOps
from safetensors.numpy import load_file

goldens = load_file(sys.argv[1])
picture = Image.fromarray(goldens["resize.image_u8"]).resize((41, 29), Image.BICUBIC)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def save(image, name, **options):
    image.save(name, **options)
    note(name)


def note(name):
    upright = ImageOps.exif_transpose(Image.open(name))
    open(name + ".rgb", "wb").write(on_white(upright).tobytes())


def on_white(image):
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def patched(source, name, change):
    data = bytearray(open(source, "rb").read())
    open(name, "wb").write(change(data))
    note(name)


def set_adobe_transform(data):
    data[data.index(b"Adobe") + 11] = 2
    return data


def drop_jfif(data):
    at = data.index(b"\xff\xe0")
    return data[:at] + data[at + 2 + (data[at + 2] << 8 | data[at + 3]) :]


save(picture, "baseline.jpg", quality=90)
save(picture, "subsampled.jpg", quality=60, subsampling=2)
save(picture, "progressive.jpg", progressive=True)
save(picture, "restarts.jpg", restart_marker_rows=1)
save(picture, "rgb.jpg", keep_rgb=True)
save(picture, "profile.jpg", icc_profile=profile)
save(picture, "broken-profile.jpg", icc_profile=b"not a profile" * 9)
save(picture.convert("L"), "grey.jpg")
save(picture.convert("CMYK"), "cmyk.jpg")
patched("cmyk.jpg", "ycck.jpg", set_adobe_transform)
patched("baseline.jpg", "no-jfif.jpg", drop_jfif)
patched("baseline.jpg", "trailing.jpg", lambda data: data + b"something after the end")
for tag in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = tag
    save(picture, f"orientation-{tag}.jpg", exif=exif)
exif = Image.Exif()
exif[0x0112] = 6
save(picture, "orientation-6.png", exif=exif)
save(picture, "orientation-6.webp", exif=exif, lossless=True)

translucent = picture.convert("RGBA")
translucent.putalpha(Image.fromarray((np.arange(29 * 41) % 256).astype(np.uint8).reshape(29, 41)))
save(picture, "rgb.png")
save(picture.convert("L"), "grey.png")
save(picture.convert("1"), "black-white.png")
save(picture.convert("L").convert("LA"), "grey-alpha.png")
save(translucent, "alpha.png")
for bits in (1, 2, 4, 8):
    save(picture.quantize(2**bits), f"palette-{bits}.png", bits=bits)
save(picture.quantize(16), "palette-transparent.png", transparency=3)
save(picture.quantize(16), "palette-translucent.png", transparency=bytes(range(0, 256, 17)))
save(picture, "rgb-transparent.png", transparency=picture.getpixel((20, 14)))
save(picture.convert("L"), "grey-transparent.png", transparency=picture.convert("L").getpixel((20, 14)))

for quality in (10, 80, 100):
    save(picture, f"lossy-{quality}.webp", quality=quality, method=6)
save(picture, "lossless.webp", lossless=True)
save(picture.quantize(5).convert("RGB"), "lossless-palette.webp", lossless=True)
save(translucent, "lossless-alpha.webp", lossless=True, exact=True)
save(translucent, "lossy-alpha.webp", quality=80)
save(picture, "profile.webp", icc_profile=profile)

# lossless ones that take other ways: transforms of blocks, a cache of colours, packed palettes, copies from far
photo = Image.fromarray(goldens["resize.image_u8"]).resize((300, 200), Image.BICUBIC)
save(photo, "lossless-photo.webp", lossless=True, method=6, quality=100)
random = np.random.default_rng(7)
noise = random.integers(0, 256, (48, 64, 3), dtype=np.uint8)
ramp = np.arange(64, dtype=np.uint8)[None, :, None] * np.array([1, 2, 3], dtype=np.uint8)
save(Image.fromarray(np.concatenate([noise, np.broadcast_to(ramp, noise.shape)])), "lossless-noise.webp", lossless=True)
for colours in (2, 4, 16, 200):
    palette = random.integers(0, 256, (colours, 3), dtype=np.uint8)
    indexed = palette[random.integers(0, colours, (37, 61))]
    save(Image.fromarray(indexed), f"lossless-{colours}-colours.webp", lossless=True)
strip = random.integers(0, 256, (6, 700, 3), dtype=np.uint8)
save(Image.fromarray(np.concatenate([strip, strip[:, ::-1], strip])), "lossless-repeats.webp", lossless=True)

# libwebp's encoder made these two from the same picture, with options that Pillow does not offer:
# filter_type 0; filter_type 1, filter_sharpness 5, segments 4, partitions 3
note("simple-filter.webp")
note("segments.webp")

frames = [picture, ImageOps.mirror(picture)]
frames[0].save("animated.webp", save_all=True, append_images=frames[1:])
picture.save("image.gif")

Image.fromarray(goldens["resize.image_u8"]).save("resize-image.png")
Image.fromarray(goldens["resize.down_u8"]).save("resize-down.png")
Image.fromarray(goldens["resize.up_u8"]).save("resize-up.png")

# since Pillow 13 the rows come first here
flat = Image.fromarray(goldens["resize.image_u8"]).resize((200, 20), Image.BICUBIC)
flat.save("resize-flat.png")
