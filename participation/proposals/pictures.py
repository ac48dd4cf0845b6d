"""Pictures that people upload: checked, turned upright and re-encoded, which drops where they were taken."""

import io
import secrets
import struct
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
LARGE = (1200, 1200)
# The picture of a card in a list: 16 to 9, small enough for a dozen on one page.
SMALL = (480, 270)
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(file: File) -> tuple[ContentFile, ContentFile]:
    """The picture for the page and the one for cards, as WebP with generated names and no metadata.

    What shines through is on white. Raises ValidationError as `opened`.
    """
    image = _on_white(opened(file))
    large, small = image.copy(), ImageOps.fit(image, SMALL, Image.Resampling.LANCZOS)
    large.thumbnail(LARGE, Image.Resampling.LANCZOS)
    name = secrets.token_hex(12)
    return _encoded(large, f"{name}.webp", quality=78), _encoded(small, f"{name}-small.webp", quality=60)


def opened(file: File) -> Image.Image:
    """The first picture in the file, upright, RGB or RGBA, without what else the file says or hides.

    Raises ValidationError of the field `picture` that says what to do when the file is too large or is no
    JPEG, PNG or WebP picture. How many pixels there are is looked up before any of them is read.
    """
    if file.size > MAX_BYTES:
        raise _refusal(_("The picture is too large. Choose one of at most 8 MB."), "too_large")
    try:
        # Pillow warns about "decompression bombs" first and refuses larger ones; here either is refused.
        # About hidden details in disorder it warns as well: they go anyway.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            image = Image.open(file, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise _refusal(_("The picture has too many pixels. Make it smaller."), "pixels")
            return _bare(_upright(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refusal(_("The picture has too many pixels. Make it smaller."), "pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise _refusal(_("Choose a JPEG, PNG or WebP picture."), "not_a_picture") from None


def _refusal(sentence: str, code: str) -> ValidationError:
    return ValidationError({"picture": ValidationError(sentence, code=code)})


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it lies where the hidden details are broken."""
    try:
        held = image.getexif().get(ORIENTATION)
    except (SyntaxError, ValueError, TypeError, struct.error):
        held = None
    turn = TURNS.get(held) if isinstance(held, int) else None
    return image if turn is None else image.transpose(turn)


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: an encoder might carry on what lies beside them."""
    bare = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bare.info = {}
    return bare


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image)
    return ground


def _encoded(image: Image.Image, name: str, quality: int) -> ContentFile:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=4)
    return ContentFile(buffer.getvalue(), name=name)
