"""The demo town's illustrations: drawn from a scene, a seed and a light, the same bytes each time."""

from io import BytesIO

from PIL import Image

from cms.demo import words
from cms.demo.drawing import land
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.scenes import SCENES
from cms.demo.shapes import Picture

QUALITY = 80


def draw(picture: Picture) -> Image.Image:
    """Return the picture, 1200 by 800; an unknown scene raises KeyError."""
    canvas = Canvas(picture.seed, picture.light, picture.extras)
    SCENES[picture.scene](canvas)
    land.weather(canvas)
    return canvas.finish()


def encode(picture: Picture, width: int = 1200) -> bytes:
    """Return the picture as WebP, under 60 KB, scaled down to `width` if that is less than 1200."""
    image = draw(picture)
    if width < image.width:
        image = image.resize((width, width * image.height // image.width), Image.Resampling.LANCZOS)
    target = BytesIO()
    image.save(target, "WEBP", quality=QUALITY, method=2)
    return target.getvalue()


def all_pictures() -> list[tuple[str, Picture]]:
    """Return every picture of the town under a name that is unique: the slug of what it shows."""
    shown = [*words.proposals(), *words.campaigns(), *words.news()]
    named = [(thing.slug, thing.picture) for thing in shown]
    return named + [(f"guide-{step.slug}", step.picture) for step in words.guide().steps]
