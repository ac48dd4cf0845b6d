"""The corpus of pictures, made as the tests run: some are no picture, some are bombs, some say too much."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.abuse.uploads.names import NAMES

MARK = b"<?php pwned ?><script>window.pwned=1</script>"
PLACE = (51.0, 30.0, 0.0)
CAMERA = "Camera of Pwned"
SIZE = (64, 40)

# What is said about each kind of fault, in the words of our pages or of Wagtail's.
NO_PICTURE = (
    "Choose a JPEG, PNG or WebP picture",
    *("Not a supported image format", "is not allowed", "Not a valid", "Upload a valid image"),
)
TOO_MANY_PIXELS = ("too many pixels",)
TOO_LARGE = ("picture is too large", "file is too big")
EMPTY = ("file is empty", *NO_PICTURE)


def drawn(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = SIZE, **how) -> bytes:
    """A picture that Pillow draws."""
    ramp, buffer = Image.linear_gradient("L").resize(size), io.BytesIO()
    ramp.convert("RGB").convert(mode).save(buffer, kind, **how)
    return buffer.getvalue()


def hidden(orientation: int = 6) -> Image.Exif:
    """What a camera writes: how it was held, whose it is, and where it was."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8298] = orientation, CAMERA, CAMERA
    exif.get_ifd(0x8825)[2] = PLACE
    return exif


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", SIZE, colour) for colour in ("navy", "gold", "white")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=40)
    return buffer.getvalue()


def png(width: int, height: int, *more: tuple[bytes, bytes], data: bytes = b"\0" * 16) -> bytes:
    """A PNG that says this size, whatever pixels follow."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose head says this size."""
    content = drawn()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def broken_details() -> bytes:
    """Hidden details that cannot be written again as they were read."""
    content = drawn(exif=hidden())
    words, number = struct.pack(">HH", 0x010F, 2), struct.pack(">HH", 0x010F, 11)
    return content.replace(words, number, 1)


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("pwned.html", MARK)
    return buffer.getvalue()


BLOWN_UP = (b"zTXt", b"x\0\0" + zlib.compress(b"w" * 10**7))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=1"><script>window.pwned=1</script></svg>'
PAGE = b"<!doctype html><title>x</title><script>window.pwned=1</script>"

# name: (file name, content, what one of the sentences says)
BAD: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "drawing with a script": ("pwned.svg", SVG, NO_PICTURE),
    "drawing called a picture": ("pwned.png", SVG, NO_PICTURE),
    "page called a picture": ("pwned.jpg", PAGE, NO_PICTURE),
    "page": ("pwned.html", PAGE, NO_PICTURE),
    "moving picture and program": ("pwned.gif", b"GIF89a/*" + drawn("GIF") + b"*/=1;pwned=1", NO_PICTURE),
    "moving picture": ("pwned.gif", animated("GIF"), NO_PICTURE),
    "moving picture called a still": ("pwned.webp", animated("GIF"), NO_PICTURE),
    "picture of another kind": ("pwned.bmp", drawn("BMP"), NO_PICTURE),
    "picture of layers": ("pwned.tiff", drawn("TIFF"), NO_PICTURE),
    "program after a head": ("pwned.png", b"\x89PNG\r\n\x1a\n" + MARK, NO_PICTURE),
    "half a JPEG": ("pwned.jpg", drawn(size=(900, 700))[:900], NO_PICTURE),
    "half a PNG": ("pwned.png", drawn("PNG", size=(900, 700))[:200], NO_PICTURE),
    "half a WebP": ("pwned.webp", drawn("WEBP", size=(900, 700))[:90], NO_PICTURE),
    "PNG without pixels": ("pwned.png", png(64, 40), NO_PICTURE),
    "nothing": ("pwned.png", b"", EMPTY),
    "bomb of pixels": ("pwned.png", png(60_000, 60_000), TOO_MANY_PIXELS),
    "bomb that is only just one": ("pwned.png", png(6_400, 6_400), TOO_MANY_PIXELS),
    "bomb as a JPEG": ("pwned.jpg", jpeg_of(65_000, 65_000), TOO_MANY_PIXELS),
    "bomb of words": (
        "pwned.png",
        png(64, 40, BLOWN_UP),
        NO_PICTURE,
    ),
    "too many bytes": ("pwned.jpg", drawn() + b"\0" * 8 * 1024 * 1024, TOO_LARGE),
}
GOOD: dict[str, tuple[str, bytes]] = {
    "photograph that says where": ("home.jpg", drawn(exif=hidden(), comment=MARK)),
    "PNG that says where": ("home.png", drawn("PNG", exif=hidden())),
    "WebP that says where": ("home.webp", drawn("WEBP", exif=hidden(), xmp=MARK)),
    "broken details": ("pwned.jpg", broken_details()),
    "program behind a photograph": ("pwned.jpg", drawn() + MARK),
    "program among the colours": ("pwned.jpg", drawn(icc_profile=MARK * 9)),
    "archive behind a PNG": ("pwned.png", drawn("PNG") + zipped()),
    "words in a PNG": ("pwned.png", png(1, 1, (b"tEXt", b"Comment\0" + MARK))),
    "for print": ("print.jpg", drawn(mode="CMYK")),
    "few colours, one of them none": ("logo.png", drawn("PNG", mode="P", transparency=0)),
    "shining through": ("logo.png", drawn("PNG", mode="LA")),
    "black and white": ("scan.png", drawn("PNG", mode="1")),
    "deep grey": ("deep.png", drawn("PNG", mode="I;16")),
    "moving PNG": ("pwned.png", animated("PNG")),
    "moving WebP": ("pwned.webp", animated("WEBP")),
    "one dot": ("dot.png", drawn("PNG", size=(1, 1))),
    "one long line": ("line.png", drawn("PNG", size=(20_000, 1))),
    "PNG called a JPEG": ("pwned.jpg", drawn("PNG")),
    **{f"called {name[:30]!r}": (name, drawn("PNG")) for name in NAMES},
}
