"""Pages stay off the addresses that the site answers itself."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from wagtail.models import Page

from cms.models import StandardPage
from cms.pages.addresses import _routes, reserved_words
from tests.factories.pages import home, standard

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["search", "admin", "processes", "accounts", "api", "static", "Search"])
def test_top_level_page_on_site_route_is_refused(slug):
    with pytest.raises(ValidationError, match="Choose another address"):
        standard(slug=slug)


def test_page_below_another_may_use_the_word():
    assert standard(slug="search", parent=standard(slug="about")).url == "/about/search/"


def test_renaming_to_a_site_route_is_refused():
    page = standard(slug="about")
    page.slug = "rounds"
    with pytest.raises(ValidationError):
        page.save()


def test_every_route_of_the_site_begins_with_a_fixed_word():
    """Were one to begin with a variable, no list of words could keep pages off it."""
    own = [route for route in _routes(get_resolver().url_patterns) if not route.lstrip("^/")[:1].isalnum()]
    assert [
        route for route in own if not route.startswith((".well-known", "^((?:[\\w\\-]+/)*)$", "_util"))
    ] == []


def test_new_routes_are_reserved_without_a_list_to_keep():
    assert {"healthz", "theme.css", "me", "proposals", ".well-known"} <= reserved_words()


def test_editor_sees_the_reason_beside_the_slug(carol, log_in):
    address = reverse("wagtailadmin_pages:add", args=["cms", "standardpage", home().pk])
    form = {"title": "Find", "slug": "search", "intro": "", "body-count": "0"}
    answer = log_in(carol).post(address, form)
    assert answer.status_code == 200
    assert b"The site itself answers at /search/" in answer.content
    assert not StandardPage.objects.exists()


def test_moving_a_page_onto_a_route_is_refused(carol, log_in):
    page = standard(slug="search", parent=standard(slug="about"))
    log_in(carol).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home().pk]))
    assert Page.objects.get(pk=page.pk).url == "/about/search/"


def test_copying_a_page_onto_a_route_is_refused(carol, log_in):
    page = standard(slug="help", parent=standard(slug="about"))
    form = {"new_title": "Help", "new_slug": "search", "new_parent_page": home().pk}
    log_in(carol).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert StandardPage.objects.count() == 2
