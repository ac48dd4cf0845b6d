"""Lists of proposals: views, orders that neither repeat nor lose a row, filters, and the map."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.urls import reverse

from cms.chrome.map_ground import MapGround
from participation.models import Identity
from participation.proposals.browse import chosen
from tests.factories.people import UserFactory, ward
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory, SupportFactory
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory()


def address_of(process, query="") -> str:
    return f"{reverse('proposal_list', args=[process.slug])}?{query}"


def titles(client, process, query=""):
    return [each.title for each in client.get(address_of(process, query)).context["page"]]


def map_facts(client, process, query="view=map"):
    page = BeautifulSoup(client.get(address_of(process, query)).content, "html.parser")
    return json.loads(page.find(id="map-facts").string)


def test_table_shows_what_the_cards_show(client, process):
    proposal = ProposalFactory(process=process, title="A bench", rough_cost=123_450)
    CommentFactory.create_batch(2, thread=proposal.thread)
    rows = BeautifulSoup(client.get(address_of(process, "view=table")).content, "html.parser").select(
        "tbody tr"
    )
    words = rows[0].get_text(" ", strip=True)
    assert words == "A bench Harbour ward Parks Published £1,234.50 0 2"


def test_views_keep_filters_and_order(client, process):
    page = BeautifulSoup(
        client.get(address_of(process, "q=bench&sort=supported&page=2")).content, "html.parser"
    )
    links = [link["href"] for link in page.select(".tabs a")]
    assert links == [f"?q=bench&sort=supported&view={view}" for view in ("cards", "table", "map")]
    assert page.select_one(".tabs a[aria-current]").text.strip() == "Cards"


def test_filtering_keeps_the_view(client, process):
    page = BeautifulSoup(client.get(address_of(process, "view=table")).content, "html.parser")
    assert page.select_one("input[type=hidden][name=view]")["value"] == "table"


def test_most_discussed_come_first(client, process):
    quiet, loud = ProposalFactory(process=process), ProposalFactory(process=process)
    newest = ProposalFactory(process=process)
    CommentFactory.create_batch(2, thread=loud.thread)
    CommentFactory(thread=quiet.thread)
    CommentFactory(thread=quiet.thread, hidden_at="2026-01-01T00:00Z")
    assert titles(client, process, "sort=discussed") == [loud.title, quiet.title, newest.title]


@pytest.mark.parametrize("sort", ["newest", "supported", "discussed", "near", "mixed"])
@pytest.mark.parametrize("view", ["cards", "table", "map"])
def test_pages_repeat_and_lose_nobody(client, process, sort, view):
    made = {ProposalFactory(process=process).title for _each in range(55)}
    found, number = [], 1
    while (
        number
        <= client.get(address_of(process, f"sort={sort}&view={view}")).context["page"].paginator.num_pages
    ):
        found += titles(client, process, f"sort={sort}&view={view}&page={number}")
        number += 1
    assert sorted(found) == sorted(made)


def test_mixed_order_is_kept_for_a_visitor_and_differs_between_them(client, process):
    ProposalFactory.create_batch(12, process=process)
    from django.test import Client

    other = Client()
    mine = titles(client, process, "sort=mixed")
    assert [titles(client, process, "sort=mixed") for _each in range(3)] == [mine] * 3
    others = [titles(Client(), process, "sort=mixed") for _each in range(3)]
    assert any(order != mine for order in others)
    assert "mixed_order" not in other.get(address_of(process)).cookies
    assert "mixed_order" in other.get(address_of(process, "sort=mixed")).cookies


def test_mixed_order_of_a_resident_is_the_same_on_every_device(alice, log_in, process):
    ProposalFactory.create_batch(12, process=process)
    assert titles(log_in(alice), process, "sort=mixed") == titles(log_in(alice), process, "sort=mixed")


def test_own_part_of_town_comes_first_for_a_resident(alice, client, log_in, process):
    here = ProposalFactory(process=process, area=alice.identity.area)
    there = ProposalFactory(process=process, area=ward("Northgate"))
    assert titles(log_in(alice), process, "sort=near") == [here.title, there.title]
    assert titles(client, process, "sort=near") == [there.title, here.title]
    Identity.objects.update(area=None)
    assert titles(log_in(alice), process, "sort=near") == [there.title, here.title]


def test_nearest_to_a_point_come_first_and_those_without_a_place_last(client, process):
    nowhere = ProposalFactory(process=process)
    far = ProposalFactory(process=process, latitude=55.5, longitude=1.6)
    close = ProposalFactory(process=process, latitude=55.401, longitude=1.6)
    assert titles(client, process, "sort=near&near=55.4,1.6") == [close.title, far.title, nowhere.title]


@pytest.mark.parametrize("near", ["x", "91,0", "0,181", "1,2,3", "1e9,2", "", "nan,nan", "1" * 40])
def test_a_point_that_makes_no_sense_is_left_aside(client, process, near):
    ProposalFactory(process=process, latitude=1, longitude=1)
    assert len(titles(client, process, f"sort=near&near={near}")) == 1


def test_map_numbers_its_points_as_the_list_does(client, process):
    ward("Harbour ward")
    ProposalFactory(process=process, title="Nowhere")
    ProposalFactory(process=process, title="<b>Here</b>", latitude=55.4, longitude=1.6)
    facts = map_facts(client, process)
    assert [(point["number"], point["title"], point["at"]) for point in facts["points"]] == [
        (1, "<b>Here</b>", [55.4, 1.6])
    ]
    page = client.get(address_of(process, "view=map")).content.decode()
    assert "not on the map" in page
    assert "<b>Here" not in page


def test_map_draws_the_outlines_of_wards(client, process, harbour):
    harbour.outline = [[1, 1], [1, 2], [2, 2]]
    harbour.save()
    ProposalFactory(process=process)
    assert map_facts(client, process)["outlines"] == [{"name": "Harbour ward", "ring": harbour.outline}]


def test_no_request_leaves_the_site_until_the_council_chooses_a_host(client, process):
    ProposalFactory(process=process, latitude=55.4, longitude=1.6)
    answer = client.get(address_of(process, "view=map"))
    assert "tiles" not in map_facts(client, process)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.content.decode())
    assert "img-src 'self' data:;" in answer["Content-Security-Policy"] + ";"


def test_only_the_chosen_host_is_let_in_and_only_on_maps(client, process):
    ProposalFactory(process=process, latitude=55.4, longitude=1.6)
    MapGround(tile_address="https://tiles.example.org/{z}/{x}/{y}.png", tile_credit="© them").save()
    assert map_facts(client, process)["tiles"] == "https://tiles.example.org/{z}/{x}/{y}.png"
    with_map = client.get(address_of(process, "view=map"))["Content-Security-Policy"]
    assert "https://tiles.example.org" in with_map
    assert "tiles.example.org" not in client.get(address_of(process))["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://a.org; script-src 'unsafe-inline'/{z}/{x}/{y}",
        "javascript:alert(1)//{z}{x}{y}",
    ],
)
def test_only_one_plain_host_is_taken(address):
    with pytest.raises(ValidationError):
        MapGround(tile_address=address, tile_credit="x").full_clean()
    MapGround(tile_address="https://tiles.example.org/{z}/{x}/{y}.png", tile_credit="x").full_clean()


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (-90.5, 0), (12, None), (None, 12)])
def test_point_lies_on_earth_and_has_both_numbers(point):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalFactory(latitude=point[0], longitude=point[1])


def test_list_of_all_processes_filters_by_process_and_shows_public_ones(client):
    one, secret = ProposalFactory(title="One"), ProposalFactory(title="Secret", process__published_at=None)
    ProposalFactory(title="Two")
    address = reverse("proposal_list_all")
    everything = client.get(address).content.decode()
    assert "One" in everything
    assert "Two" in everything
    assert secret.title not in everything
    chosen = client.get(address, {"process": one.process.slug})
    assert [each.title for each in chosen.context["page"]] == ["One"]


def test_empty_lists_lead_onward(client, process):
    assert process.get_absolute_url() in client.get(address_of(process)).content.decode()
    assert reverse("process_list") in client.get(reverse("proposal_list_all")).content.decode()
    page = client.get(address_of(process, "q=zebra&view=map")).content.decode()
    assert "Nothing fits" in page
    assert "data-map=" not in page


@pytest.mark.parametrize("query", ["view=cards", "view=table", "view=map", "sort=near", "sort=discussed"])
def test_every_view_asks_the_same_for_1_and_30(client, alice, log_in, process, query):
    ProposalFactory(process=process, latitude=1, longitude=1)
    resident = log_in(alice)
    for address in (address_of(process, query), f"{reverse('proposal_list_all')}?{query}"):
        client.get(address), resident.get(address)
        before = queries_of(client, address), queries_of(resident, address)
        for number in range(29):
            ProposalFactory(
                process=process, area=ward(f"Ward {number}"), author=UserFactory(), latitude=2, longitude=2
            )
        assert (queries_of(client, address), queries_of(resident, address)) == before
        assert before[0] <= 8
        assert before[1] <= 12


def plan_of(proposals) -> str:
    """How the database reads them; PostgreSQL is told that whole tables are dear."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_hashjoin = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return proposals.explain()


@pytest.mark.parametrize("everywhere", [True, False])
def test_newest_page_is_read_in_the_order_of_an_index(process, everywhere):
    ProposalFactory(process=process)
    shown = chosen(None if everywhere else process, None, QueryDict("")).shown.values_list("pk")[:12]
    plan = plan_of(shown)
    assert "proposal_newest" in plan
    assert not re.search(r"TEMP B-TREE|^\s*(->)?\s*Sort\b", plan, re.MULTILINE)


def test_sorts_count_for_the_page_alone_and_agree_with_the_cards(client, process):
    ProposalFactory.create_batch(3, process=process)
    first = ProposalFactory(process=process, title="Loved")
    for _each in range(2):
        SupportFactory(proposal=first)
    shown = client.get(address_of(process, "sort=supported")).context["page"].object_list
    assert (shown[0].title, shown[0].support_count) == ("Loved", 2)
