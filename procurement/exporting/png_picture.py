"""Draw a picture of plain shapes as PNG, for documents that hold no drawings of their own."""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from procurement.exporting.pdf_text import REGULAR, SEMIBOLD, font_runs
from procurement.exporting.pictures import Area, Dot, Mark, Picture, Point, Stroke, Words
from procurement.resources import resource_dir

SCALE = 3  # pixels for each unit of length
_INK, _GREY, _PALE, _BLUE, _LIGHT, _WHITE = (
    "#1A1A1A",
    "#595959",
    "#C3CCD9",
    "#17375E",
    "#D9D9D9",
    "#FFFFFF",
)
_FILLS = {"fill-0": _BLUE, "fill-2": _LIGHT, "plate": _WHITE}
_LINES = {
    "axis": (_INK, 1.0),
    "grid": (_PALE, 1.0),
    "curve": (_BLUE, 3.0),
    "dashed": (_GREY, 2.0),
    "today": (_INK, 3.0),
}


def png_of(picture: Picture) -> bytes:
    """Return the picture as a PNG with a white ground."""
    size = round(picture.width * SCALE), round(picture.height * SCALE)
    image = Image.new("RGB", size, _WHITE)
    for mark in picture.marks:
        _draw(image, mark)
    out = BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(image: Image.Image, mark: Mark) -> None:
    if isinstance(mark, Words):
        _write(ImageDraw.Draw(image), mark)
    elif isinstance(mark, Area):
        _fill(image, mark)
    elif isinstance(mark, Stroke):
        _line(ImageDraw.Draw(image), mark)
    else:
        _ring(ImageDraw.Draw(image), mark)


@lru_cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_dir("exports") / "fonts" / f"{name}.ttf"), 12 * SCALE)


def _write(draw: ImageDraw.ImageDraw, mark: Words) -> None:
    font = SEMIBOLD if mark.look == "strong" else REGULAR
    runs = [(_font(name), text) for name, text in font_runs(mark.text, font)]
    room = sum(each.getlength(text) for each, text in runs)
    x = mark.x * SCALE - {"start": 0.0, "middle": room / 2, "end": room}[mark.anchor]
    for each, text in runs:
        color = _GREY if mark.look == "quiet" else _INK
        draw.text((x, mark.y * SCALE), text, fill=color, font=each, anchor="ls")
        x += each.getlength(text)


def _scaled(points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _fill(image: Image.Image, mark: Area) -> None:
    corners, draw = _scaled(mark.corners), ImageDraw.Draw(image)
    if mark.look in _FILLS:
        draw.polygon(corners, fill=_FILLS[mark.look])
    elif mark.look != "empty":
        mask = Image.new("1", image.size)
        ImageDraw.Draw(mask).polygon(corners, fill=1)
        image.paste(_pattern(mark.look, image.size), mask=mask)
    if mark.look != "plate":
        outline = _PALE if mark.look == "empty" else _INK
        draw.line([*corners, corners[0]], fill=outline, width=SCALE)


@lru_cache(maxsize=8)
def _pattern(look: str, size: tuple[int, int]) -> Image.Image:
    """Return a ground of hatching, dots or stripes."""
    ground = Image.new("RGB", size, _WHITE)
    draw, step = ImageDraw.Draw(ground), 7 * SCALE
    width, height = size
    if look == "fill-1":
        for x in range(-height, width, step):
            draw.line([(x, height), (x + height, 0)], fill=_BLUE, width=2 * SCALE)
    elif look == "fill-3":
        for x in range(step // 2, width, step):
            for y in range(step // 2, height, step):
                draw.circle((x, y), 1.4 * SCALE, fill=_BLUE)
    else:
        for y in range(0, height, step):
            draw.line([(0, y), (width, y)], fill=_GREY, width=2 * SCALE)
    return ground


def _line(draw: ImageDraw.ImageDraw, mark: Stroke) -> None:
    color, width = _LINES[mark.look]
    points = _scaled(mark.points)
    if mark.look != "dashed":
        draw.line(points, fill=color, width=round(width * SCALE), joint="curve")
        return
    dashes = (6 * SCALE, 5 * SCALE)
    for start, end in itertools.pairwise(points):
        _dash(draw, (start, end), dashes, (color, round(width * SCALE)))


def _dash(
    draw: ImageDraw.ImageDraw,
    ends: tuple[Point, Point],
    dashes: tuple[int, int],
    look: tuple[str, int],
) -> None:
    """Draw a straight line in dashes that go on where the last piece of the curve ended."""
    (x0, y0), (x1, y1) = ends
    period = sum(dashes)
    here = x0
    while here < x1:
        into = here % period
        until = min(x1, here + (dashes[0] - into if into < dashes[0] else period - into))
        if into < dashes[0]:
            at = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for x in (here, until)]
            draw.line([(here, at[0]), (until, at[1])], fill=look[0], width=look[1])
        here = until if until > here else here + 1


def _ring(draw: ImageDraw.ImageDraw, mark: Dot) -> None:
    at = mark.x * SCALE, mark.y * SCALE
    draw.circle(at, 5 * SCALE, fill=_WHITE, outline=_INK, width=round(2.5 * SCALE))
