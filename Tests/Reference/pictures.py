"""JPEG pictures as Pillow writes them, and as portable maps what Pillow reads in them.

To renew them alone:  pip install pillow && python3 Tests/Reference/pictures.py
"""

import pathlib
import sys

sys.dont_write_bytecode = True

from PIL import Image

PICTURES = pathlib.Path(__file__).resolve().parent.parent / "MiniCNNTests" / "Reference" / "pictures"
# The sides are no multiples of 8 or 16, the sides of JPEG's blocks.
WIDTH, HEIGHT = 19, 13


def colours():
    """A slope in each channel, a dark disc on it, and a bright edge."""
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            value = (x * 13, y * 19, 255 - x * 6 - y * 8)
            if (x - 6) ** 2 + (y - 6) ** 2 < 12:
                value = tuple(v // 4 for v in value)
            picture.putpixel((x, y), (250, 240, 20) if x > 15 else value)
    return picture


def write_pictures():
    PICTURES.mkdir(exist_ok=True)
    colour, grey = colours(), colours().convert("L")
    turned = Image.Exif()
    turned[0x0112] = 6
    for name, picture, options in [
        ("grey", grey, {}),
        ("grey-progressive", grey, {"progressive": True}),
        ("colour", colour, {"subsampling": "4:4:4"}),
        ("colour-coarse", colour, {"subsampling": "4:2:0", "quality": 60}),
        ("progressive", colour, {"subsampling": "4:2:2", "progressive": True}),
        ("restarts", colour, {"subsampling": "4:4:4", "restart_marker_blocks": 1}),
        ("turned", colour, {"subsampling": "4:4:4", "exif": turned}),
        ("printing", colour.convert("CMYK"), {}),
    ]:
        path = PICTURES / f"{name}.jpg"
        picture.save(path, **({"quality": 90} | options))
        if picture.mode != "CMYK":
            Image.open(path).save(path.with_suffix(".pnm"))


if __name__ == "__main__":
    write_pictures()
