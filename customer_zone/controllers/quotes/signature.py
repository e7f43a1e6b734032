"""A signature: made of the name a customer typed, or drawn on core's pad."""

import base64
import io
import struct

from PIL import Image, ImageDraw, ImageFont

from odoo.tools.misc import file_path

HEIGHT = 160
MARGIN = 24
LARGEST, SMALLEST = 96, 24
WIDTH = 900
INK = (27, 36, 48, 255)
# A pad as wide as any screen; more is no signature.
LARGEST_PICTURE = 4000
# What reading strange text, or a strange picture, ends with: each part of a PNG has
# a reader of its own, which stumbles in its own way.
UNREADABLE = (
    TypeError,
    ValueError,
    LookupError,
    OSError,
    EOFError,
    SyntaxError,
    struct.error,
    Image.DecompressionBombError,
)
# Odoo's own fonts for signatures; the second knows more alphabets.
HANDWRITING = "web/static/fonts/sign/LaBelleAurore-Regular.ttf"
PLAIN = "web/static/fonts/sign/NotoSans-Reg.ttf"


def typed_signature(name):
    """Return the picture of a name as base64 of a PNG with a clear ground.

    :param str name: printable text, at most 100 characters
    :rtype: bytes
    """
    font = _fitting(name)
    picture = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    middle = (MARGIN, HEIGHT // 2)
    ImageDraw.Draw(picture).text(middle, name, font=font, fill=INK, anchor="lm")
    return _encoded(picture)


def drawn_signature(text):
    """Return a drawn signature as base64 of a PNG, ``None`` for anything else.

    The picture is painted anew, so nothing but its dots is kept; an empty pad is no
    signature.

    :param str text: base64 of a PNG, from outside
    """
    try:
        content = base64.b64decode(text, validate=True)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as sent:
            if max(sent.size) > LARGEST_PICTURE:
                return None
            drawn = sent.convert("RGBA")
    except UNREADABLE:
        return None
    ink = drawn.getchannel("A").getbbox()
    return _encoded(drawn.crop(ink)) if ink else None


def _encoded(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue())


def _fitting(name):
    """Return the largest font in which the name fits on the line."""
    is_western = all(ord(letter) < 256 for letter in name)
    path = file_path(HANDWRITING if is_western else PLAIN)
    size = LARGEST
    font = ImageFont.truetype(path, size)
    while size > SMALLEST and font.getlength(name) > WIDTH - 2 * MARGIN:
        size -= 8
        font = ImageFont.truetype(path, size)
    return font
