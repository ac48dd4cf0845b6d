"""The demo town's pictures: the same bytes each time, small, distinct, and each described."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cms.demo import pictures
from cms.demo.drawing.canvas import grain
from cms.demo.drawing.palette import LIGHTS
from cms.demo.shapes import Picture

ALL = pictures.all_pictures()


@pytest.fixture(scope="module")
def drawn():
    return {name: pictures.encode(picture) for name, picture in ALL}


def test_every_picture_is_a_webp_of_the_promised_size(drawn):
    assert len(drawn) == len(ALL) == 72
    for name, content in drawn.items():
        image = Image.open(BytesIO(content))
        assert (image.format, image.size) == ("WEBP", (1200, 800)), name
        assert len(content) < 60_000, name


def test_no_two_pictures_look_alike(drawn):
    small = [
        np.asarray(Image.open(BytesIO(content)).convert("RGB").resize((48, 32)), dtype=float).ravel()
        for content in drawn.values()
    ]
    for i, one in enumerate(small):
        for other in small[:i]:
            assert np.abs(one - other).mean() > 8


def test_drawing_again_or_in_threads_gives_the_same_bytes(drawn):
    sample = ALL[::17]
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda named: pictures.encode(named[1]), sample))
    assert again == [drawn[name] for name, _ in sample]


def test_light_and_seed_change_a_picture():
    day = pictures.draw(Picture("park", 3, "A park", extras=("fence",)))
    assert day.tobytes() != pictures.draw(Picture("park", 4, "A park", extras=("fence",))).tobytes()
    night = pictures.draw(Picture("park", 3, "A park", light="night", extras=("fence",)))
    assert np.asarray(night).mean() < np.asarray(day).mean() - 40


@pytest.mark.parametrize("light", sorted(LIGHTS))
def test_every_light_can_be_drawn(light):
    assert pictures.draw(Picture("harbour", 5, "A harbour", light=light)).size == (1200, 800)


def test_narrow_picture_keeps_its_proportions():
    content = pictures.encode(ALL[0][1], width=600)
    assert Image.open(BytesIO(content)).size == (600, 400)


def test_unknown_scene_is_named():
    with pytest.raises(KeyError, match="volcano"):
        pictures.draw(Picture("volcano", 1, "A volcano"))


def test_every_picture_is_described_in_a_sentence():
    for name, picture in ALL:
        assert picture.alt[0].isupper(), name
        assert picture.alt.endswith("."), name
        assert not picture.alt.lower().startswith(("picture", "image", "illustration")), name


def test_grain_is_faint():
    assert all(part.getextrema()[0][1] <= 9 for part in grain())
