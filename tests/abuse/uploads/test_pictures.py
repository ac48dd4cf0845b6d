"""Each picture of the corpus at each place: refused with its reason, or kept as pixels alone."""

from pathlib import Path

import pytest
from PIL import Image

from tests.abuse.uploads.pictures import BAD, CAMERA, GOOD, drawn
from tests.abuse.uploads.places import PICTURES, WORDS, said, stored, taken

pytestmark = pytest.mark.django_db
KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
TELLING = (b"pwned", b"Exif", CAMERA.encode(), b"<script", b"PK\x03\x04")


@pytest.fixture
def at(request, log_in):
    """at(name) gives a function that sends a file to this place."""

    def ready(name: str):
        place = PICTURES[name]
        person = request.getfixturevalue(place.who)
        client, address = log_in(person), place.ready(person)
        return lambda file, content: place.send(client, address, file, content)

    return ready


def told(path: Path) -> list[str]:
    """What this stored picture says besides its pixels."""
    content = path.read_bytes()
    with Image.open(path) as image:
        wrong = [] if image.format == KINDS[path.suffix] else [f"is {image.format}"]
        wrong += ["moves"] if getattr(image, "n_frames", 1) > 1 else []
        wrong += ["has hidden details"] if image.getexif() or image.info.get("icc_profile") else []
    return wrong + [f"holds {mark!r}" for mark in TELLING if mark in content]


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_no_safe_picture_is_refused_with_the_reason_and_nothing_is_stored(name, at):
    send = at(name)
    send("dot.png", drawn("PNG"))  # now Wagtail has all the smaller pictures that it shows
    before = stored()
    for kind, (file, content, sentences) in BAD.items():
        answer = send(file, content)
        page = said(answer)
        assert not taken(answer), kind
        assert any(sentence in page for sentence in sentences), f"{kind}: {page[:300]}"
        assert not PICTURES[name].keeps_words or WORDS in page, kind
        assert stored() == before, kind


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_a_picture_is_kept_without_what_it_hides(name, at):
    send = at(name)
    for kind, (file, content) in GOOD.items():
        before = stored()
        answer = send(file, content)
        assert answer.status_code < 400, kind
        if not taken(answer):  # Wagtail goes by the name as well
            assert kind.startswith("called"), (kind, said(answer)[-3000:])
            assert stored() == before, kind
        for path in stored() - before:
            assert told(path) == [], kind
            assert "pwned" not in path.name, kind
