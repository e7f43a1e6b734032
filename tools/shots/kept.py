"""The pictures that documents show: taken over from the last walk, made small."""

from PIL import Image

from ..paths import ROOT
from ..progress import Problem, say

COLOURS = 256
# Picture -> where it is kept, and how many pixels of its height are shown.
KEPT = {
    "invoice-1280": ("customer_zone/static/description/invoice.png", None),
    "invoices-1280": ("docs/images/invoices.png", None),
    "statement-1280": ("docs/images/statement.png", 1906),
    "gateway-exceptions-1280": (
        "payment_sagepay/static/description/money-to-settle.png",
        706,
    ),
}


def keep(pictures):
    """Write the kept pictures anew from a folder of walked ones."""
    missing = [name for name in KEPT if not (pictures / f"{name}.png").exists()]
    if missing:
        raise Problem(f"Not pictured yet: {', '.join(missing)}. Run `./dev shots`.")
    for name, (place, height) in KEPT.items():
        picture = Image.open(pictures / f"{name}.png").convert("RGB")
        shown = picture.crop((0, 0, picture.width, height or picture.height))
        # Few as they are, the colours of a logo stay.
        small = shown.quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        small.save(ROOT / place, optimize=True)
        say(f"{place}: {(ROOT / place).stat().st_size // 1000} kB")
