"""Menus lead where the council says, and cost no query while they are remembered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import LegalPages, Menus
from tests.factories.pages import standard

pytestmark = pytest.mark.django_db


def link(label: str, *, page=None, address: str = "") -> dict:
    return {"type": "link", "value": {"label": label, "page": page and page.pk, "address": address}}


def test_menus_show_pages_and_addresses_in_order(client):
    about = standard(slug="about")
    Menus.objects.create(main=[link("Take part", address="/processes/"), link("About", page=about)])
    shown = client.get("/about/").content.decode()
    assert shown.index("Take part") < shown.index(">About</a>")
    assert 'href="/about/" aria-current="page"' in shown


def test_link_to_an_unpublished_page_is_left_out(client):
    about = standard(slug="about", live=False)
    Menus.objects.create(foot=[link("Our plans", page=about)])
    assert b"Our plans" not in client.get("/").content


def test_legal_pages_stand_at_the_foot(client):
    LegalPages.objects.create(privacy=standard("Privacy", slug="privacy"))
    assert b'<a href="/privacy/">Privacy</a>' in client.get("/").content


def test_change_of_a_menu_shows_at_once_though_remembered(
    client, settings, django_capture_on_commit_callbacks
):
    settings.CHROME_SECONDS = 60
    menus = Menus.objects.create(main=[link("Before", address="/search/")])
    assert b"Before" in client.get("/").content
    menus.main = [link("After", address="/search/")]
    with django_capture_on_commit_callbacks(execute=True):
        menus.save()
    assert b"After" in client.get("/").content


def test_menus_cost_no_query_while_remembered(client, settings):
    settings.CHROME_SECONDS = 60
    Menus.objects.create(main=[link("Take part", address="/processes/")])
    client.get("/search/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/")
    assert len(captured) == 0


def test_long_menus_cost_no_more_queries_than_short_ones(client):
    menus = Menus.objects.create(main=[link("One", page=standard(slug="one"))])
    client.get("/search/")
    with CaptureQueriesContext(connection) as short:
        client.get("/search/")
    menus.foot = [link(f"Page {number}", page=standard(f"Page {number}")) for number in range(12)]
    menus.save()
    with CaptureQueriesContext(connection) as long:
        client.get("/search/")
    assert len(long) <= len(short) + 1  # the foot's pages are read in one
