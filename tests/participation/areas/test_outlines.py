"""Outlines of areas: what is taken, what is refused and why, and in which one a pin lies."""

import json

import pytest
from django.core.exceptions import ValidationError

from participation.areas.outline import KEPT_CORNERS, as_lines, read_outline
from participation.areas.pins import area_at, inside
from participation.areas.points import read_point
from participation.models import Area
from tests.factories.people import ward

SQUARE = [[1.0, 50.0], [2.0, 50.0], [2.0, 51.0], [1.0, 51.0], [1.0, 50.0]]
RING = [[50.0, 1.0], [50.0, 2.0], [51.0, 2.0], [51.0, 1.0]]


def geojson(kind="Polygon", coordinates=None) -> str:
    return json.dumps({"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates})


def refusal(text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        read_outline(text)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "text",
    [
        geojson(),
        geojson("MultiPolygon", [[SQUARE]]),
        json.dumps({"type": "Feature", "properties": {}, "geometry": json.loads(geojson())}),
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "geometry": json.loads(geojson())}],
            }
        ),
        "50, 1\n50,2\n\n51 2\n51; 1\n50, 1",
        "50, 1\n50, 2\n51, 2\n51, 1",
        geojson(coordinates=[[[*pair, 12] for pair in SQUARE]]),
    ],
)
def test_every_usual_way_to_write_an_outline_is_taken(text):
    assert read_outline(text) == RING
    assert read_outline(as_lines(RING)) == RING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        (geojson("LineString"), "one polygon"),
        ("[]", "one polygon"),
        (json.dumps({"type": "Feature", "geometry": None}), "one polygon"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "0 areas"),
        (geojson(coordinates=[]), "one polygon"),
        (geojson(coordinates=[SQUARE[:-1]]), "not closed"),
        (geojson(coordinates=[SQUARE, SQUARE]), "hole"),
        (geojson("MultiPolygon", [[SQUARE], [SQUARE]]), "2 separate parts"),
        (geojson(coordinates=[[["a", 1], *SQUARE]]), "corner 1"),
        (geojson(coordinates=[[[True, 1], *SQUARE]]), "corner 1"),
        (geojson(coordinates=[[[531_000, 181_000], *SQUARE]]), "in metres"),
        ('{"type":"Polygon","coordinates":[[[NaN,1],[1,2],[2,3],[NaN,1]]]}', "corner 1"),
        ("50, 1\nhere\n51, 2", "Line 2"),
        ("95, 1\n50, 2\n51, 2", "line 1"),
        ("50, 1\n50, 2", "three corners"),
        ("50, 1\n50, 2\n50, 3", "three corners"),
        ("1" * 2_000_001, "too large"),
    ],
)
def test_what_is_no_outline_is_refused_with_the_reason(text, said):
    assert said in refusal(text)


def test_long_outline_loses_the_corners_that_matter_least():
    side = [[50 + number / 1000, 1.0] for number in range(1000)]
    ring = [*side, [51.0, 1.0], [51.0, 2.0], [50.0, 2.0]]
    kept = read_outline("\n".join(f"{north:.6f}, {east:.6f}" for north, east in ring))
    assert len(kept) <= KEPT_CORNERS
    assert [
        corner for corner in ([50.0, 1.0], [51.0, 1.0], [51.0, 2.0], [50.0, 2.0]) if corner not in kept
    ] == []


@pytest.mark.parametrize(
    ("north", "east", "within"),
    [
        (50.5, 1.5, True),
        (50.5, 1.0, True),
        (50.0, 1.0, True),
        (51.0, 1.7, True),
        (51.0000001, 1.5, False),
        (50.5, 2.0000001, False),
        (50.0, 0.5, False),
        (51.0, 2.5, False),
    ],
)
def test_point_on_the_line_counts_as_inside(north, east, within):
    assert inside(RING, north, east) is within
    assert inside(RING[::-1], north, east) is within


def test_point_in_the_bay_of_an_outline_is_outside():
    bay = [[0, 0], [0, 3], [3, 3], [3, 2], [1, 2], [1, 1], [3, 1], [3, 0]]
    assert [inside(bay, *point) for point in ((2, 1.5), (2, 0.5), (2, 2.5), (0.5, 1.5))] == [
        *(False, True, True, True),
    ]


@pytest.mark.django_db
def test_no_place_falls_between_two_wards_and_the_smallest_counts():
    wide, tall = ward("Southgate"), ward("Northgate")
    wide.outline, tall.outline = [[0.1, 0], [0.1, 0.3], [0.3, 0.1]], [[0.1, 0], [0.3, 0.1], [0.4, 0]]
    wide.save(), tall.save()
    city = Area.objects.create(
        name="Town", slug="town", kind="city", outline=[[-9, -9], [-9, 9], [9, 9], [9, -9]]
    )
    for share in range(1, 20):
        assert area_at(0.1 + 0.2 * share / 20, 0.1 * share / 20) in (wide, tall)
    quarter = Area.objects.create(
        name="Quay", slug="quay", kind="neighbourhood", outline=[[0.11, 0.1], [0.11, 0.2], [0.15, 0.15]]
    )
    assert area_at(0.12, 0.15) == quarter
    assert area_at(0.105, 0.1) == wide
    assert area_at(5, 5) is None
    assert area_at(5, 5) != city


@pytest.mark.parametrize(
    "pair", [("", ""), ("91", "0"), ("1", "181"), ("nan", "1"), ("1e3", "1"), ("1", "x")]
)
def test_what_is_no_point_is_left_aside(pair):
    assert read_point(*pair) is None


@pytest.mark.django_db
def test_map_is_told_where_a_pin_lies(client, harbour, django_assert_num_queries):
    address = "/area-of-pin/?north=50.5&east=1.5"
    assert client.get(address).json() == {"area": None, "words": ""}
    harbour.outline = RING
    harbour.save()
    ward("Undrawn")
    with django_assert_num_queries(2):
        told = client.get(address).json()
    assert told == {"area": harbour.pk, "words": "We think this is Harbour ward."}
    outside = client.get("/area-of-pin/?north=60&east=1").json()
    assert outside["area"] is None
    assert "outside all parts of town" in outside["words"]
    assert client.get("/area-of-pin/?north=x").json() == {"area": None, "words": ""}
