"""Draws the town's pictures into a folder, beside the migrations: `python -m cms.demo.draw_all FOLDER`."""

import os
import sys
from pathlib import Path

from PIL import Image, ImageOps

from cms.demo.pictures import all_pictures, draw
from participation.proposals.pictures import SMALL


def draw_all(folder: Path) -> None:
    """Writes NAME.webp and NAME-small.webp for each picture; a file appears only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in all_pictures():
        # The small file is written last: where it is, a start that was cut off has done this picture.
        if (folder / f"{name}-small.webp").exists():
            continue
        large = draw(picture)
        _write(large, folder / f"{name}.webp", quality=80)
        _write(
            ImageOps.fit(large, SMALL, Image.Resampling.LANCZOS), folder / f"{name}-small.webp", quality=60
        )


def _write(image: Image.Image, file: Path, quality: int) -> None:
    part = file.with_suffix(".part")
    image.save(part, "WEBP", quality=quality, method=2)
    os.replace(part, file)


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
