"""Pictures that people upload: checked, turned upright and re-encoded, which drops where they were taken."""

import io
import secrets
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


def read_picture(file: File) -> tuple[ContentFile, ContentFile]:
    """The picture for the page and the one for cards, as WebP with generated names and no metadata.

    Raises ValidationError that says what to do when the file is too large or is no JPEG, PNG or WebP picture.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("The picture is too large. Choose one of at most 8 MB."), code="too_large")
    image = _opened(file)
    large, small = image.copy(), ImageOps.fit(image, SMALL, Image.Resampling.LANCZOS)
    large.thumbnail(LARGE, Image.Resampling.LANCZOS)
    name = secrets.token_hex(12)
    return _encoded(large, f"{name}.webp", quality=78), _encoded(small, f"{name}-small.webp", quality=60)


def _opened(file: File) -> Image.Image:
    try:
        # Pillow warns about "decompression bombs" first and refuses larger ones; here either is refused.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            image = Image.open(file, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller."), code="pixels")
            return ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("The picture has too many pixels. Make it smaller."), code="pixels")
    except (OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(_("Choose a JPEG, PNG or WebP picture."), code="not_a_picture")


def _encoded(image: Image.Image, name: str, quality: int) -> ContentFile:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=4)
    return ContentFile(buffer.getvalue(), name=name)
