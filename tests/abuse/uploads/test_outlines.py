"""Outlines of areas that no map would make: refused beside the file, and what else was typed stays."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participation.areas.outline import KEPT_CORNERS
from participation.models import Area
from tests.abuse.uploads.places import WORDS, said, stored

pytestmark = pytest.mark.django_db
RING = [[1, 50], [2, 50], [2, 51], [1, 51], [1, 50]]


def polygon(*rings, **more) -> bytes:
    return json.dumps({"type": "Polygon", "coordinates": rings} | more).encode()


def raw(coordinates: str) -> bytes:
    return b'{"type": "Polygon", "coordinates": %s}' % coordinates.encode()


UNREADABLE, NO_AREA, NUMBERS = "cannot be read", "holds no area", "numbers are wrong at corner"
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "page": (b"<script>window.pwned=1</script>", "Line 1 is not a corner"),
    "half": (polygon(RING)[:-20], UNREADABLE),
    "deep": (b"[" * 200_000, UNREADABLE),
    "deep and closed": (raw("[" * 5_000 + "]" * 5_000), UNREADABLE),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, UNREADABLE),
    "no number": (raw("[[[NaN, 50], [2, 50], [2, 51], [NaN, 50]]]"), NUMBERS),
    "no end": (raw("[[[Infinity, 50], [2, 50], [2, 51], [Infinity, 50]]]"), NUMBERS),
    "too large a number": (raw("[[[1e400, 50], [2, 50], [2, 51], [1e400, 50]]]"), NUMBERS),
    "too many figures": (raw(f"[[[{'9' * 5000}, 50], [2, 50]]]"), UNREADABLE),
    "words for numbers": (polygon([["1", "50"], *RING]), NUMBERS),
    "yes for a number": (polygon([[True, 50], *RING]), NUMBERS),
    "null for a corner": (polygon([None, *RING]), NUMBERS),
    "object for corners": (raw('{"0": [1, 50]}'), NO_AREA),
    "text for corners": (raw('"1,50"'), NO_AREA),
    "null for corners": (raw("null"), NO_AREA),
    "no corners": (raw("[[]]"), "not closed"),
    "another shape": (b'{"type": "Point", "coordinates": [1, 50]}', NO_AREA),
    "shape of a wrong type": (b'{"type": ["Polygon"], "coordinates": []}', NO_AREA),
    "features of a wrong type": (b'{"type": "FeatureCollection", "features": 7}', NO_AREA),
    "feature of a wrong type": (b'{"type": "FeatureCollection", "features": "x"}', NO_AREA),
    "feature of nothing": (b'{"type": "Feature", "geometry": null}', NO_AREA),
    "no feature": (b'{"type": "FeatureCollection", "features": []}', "holds 0 areas"),
    "list": (b"[[1, 50]]", NO_AREA),
    "hole": (polygon(RING, RING), "hole"),
    "two parts": (
        json.dumps({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}).encode(),
        "2 separate",
    ),
    "open": (polygon(RING[:-1]), "not closed"),
    "in metres": (polygon([[4e5, 2e5], *RING[1:-1], [4e5, 2e5]]), "in metres"),
    "a dot": (polygon([[1, 50]] * 9), "three corners"),
    "a line": (polygon([[1, 50], [2, 50], [3, 50], [1, 50]]), "three corners"),
    "a bow that covers nothing": (polygon([[1, 50], [2, 51], [2, 50], [1, 51], [1, 50]]), "three corners"),
    "wide text": (polygon(RING).decode().encode("utf-16"), UNREADABLE),
    "other letters": (b'{"name": "\xe9"}', UNREADABLE),
    "many corners": (
        polygon([[1 + n / 1e5, 50 + n % 7] for n in range(30_000)] + [[1, 50]]),
        "20000 corners",
    ),
    "too many bytes": (polygon(RING) + b" " * 2_000_001, "at most 2 MB"),
}
CROSSED = [[1, 50], [2, 51], [2, 50], [1, 51.5], [1, 50]]
TAKEN: dict[str, bytes] = {
    "plain": polygon(RING),
    "with a mark": b"\xef\xbb\xbf" + polygon(RING),
    "with more in it": polygon(RING, crs={"<script>": "window.pwned=1"}, __proto__={"pwned": 1}),
    "with a key twice": b'{"type": "Point", ' + polygon(RING)[1:],
    "with heights": polygon([[*corner, 7, "x"] for corner in RING]),
    "a bow": polygon(CROSSED),
    "fine": polygon([[1 + n / 1e4, 50 + (n % 7) / 10] for n in range(15_000)] + [[1, 50]]),
}


def form(content: bytes) -> dict:
    file = SimpleUploadedFile("ward.geojson", content, "application/json")
    return {"name": "Northgate", "slug": "north", "kind": "ward", "parent": "", "about": WORDS, "file": file}


def test_what_is_no_outline_is_refused_with_the_reason_and_the_rest_stays(carol, log_in):
    client = log_in(carol)
    for kind, (content, sentence) in REFUSED.items():
        answer = client.post(reverse("areas:add"), form(content))
        assert answer.status_code == 200, kind
        assert list(answer.context["form"].errors) == ["file"], kind
        assert sentence in said(answer), f"{kind}: {answer.context['form'].errors['file']}"
        assert WORDS in said(answer), kind
        assert not Area.objects.exists(), kind
    assert stored() == set()


def test_outlines_are_kept_as_a_few_numbers_alone(carol, log_in):
    client = log_in(carol)
    for kind, content in TAKEN.items():
        client.post(reverse("areas:add"), form(content))
        area = Area.objects.get()
        assert 3 <= len(area.outline) <= KEPT_CORNERS, kind
        assert all(len(corner) == 2 and 50 <= corner[0] <= 52 for corner in area.outline), kind
        area.delete()
    assert stored() == set()
