"""The matrix knows every address that takes a change: a new one fails here until it is tried there."""

import pytest

from tests.abuse import unlisted
from tests.abuse.acts import ACTIONS
from tests.abuse.every_address import NAMED, NOT_OURS, forgotten, methods_of, reached, taking, views
from tests.abuse.world import people_of_town, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(request, alice):
    here = world("open", people_of_town(request, alice.identity.area))
    return reached([act(here)[0] for act in ACTIONS.values()])


def test_matrix_tries_every_address_that_takes_a_change(tried):
    assert forgotten(tried) == []


def test_what_was_forgotten_is_found(tried, settings):
    settings.ROOT_URLCONF = "tests.abuse.unlisted"
    assert forgotten(tried) == [
        "admin/polls/<int:pk>/do/<slug:act>/ forget",
        "api/votes",
        "bare/",
        "class/",
        "deep/<int:pk>/",
    ]


def test_many_are_known():
    """Else the walk itself could be broken and find nothing."""
    assert len(taking()) > 90
    assert all(NOT_OURS.values())
    assert all(NAMED.values())


def test_reading_alone_is_told_from_changing():
    by_pattern = {pattern: methods_of(view) for pattern, view, _spaces in views(unlisted.urlpatterns)}
    assert by_pattern["read/"] == set()
    assert by_pattern["bare/"] == {"POST", "PUT", "PATCH", "DELETE"}
    assert by_pattern["deep/<int:pk>/"] == {"POST"}
    assert by_pattern["api/rows"] == set()
