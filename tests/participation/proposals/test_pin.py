"""The place of a proposal on the map: asked for, checked, kept in versions, never needed."""

import pytest
from bs4 import BeautifulSoup
from django.templatetags.static import static
from django.urls import reverse

from participation.models import Area, Proposal
from participation.proposals.actions import change_proposal
from participation.proposals.models import ProposalDraft
from participation.proposals.words_form import WordsForm
from tests.factories.people import ward
from tests.factories.talk import ProcessFactory, ProposalFactory, category

pytestmark = pytest.mark.django_db


def words(**more) -> dict[str, str]:
    return {
        "title": "A bench",
        "what": "Put it there.",
        "why": "To sit.",
        "area": str(ward("Harbour ward").pk),
        "category": str(category().pk),
        **more,
    }


@pytest.fixture
def draft(alice):
    return ProposalDraft.objects.create(author=alice, process=ProcessFactory(), words=words())


def test_pin_is_asked_for_where_it_is_and_published(alice, log_in, draft):
    client = log_in(alice)
    here = reverse("draft_step", args=[draft.pk, "where"])
    page = BeautifulSoup(client.get(here).content, "html.parser")
    assert page.find(id="id_latitude")["type"] == "text"
    assert page.select_one("[data-place-map]")["data-north"] == "id_latitude"
    client.post(
        here,
        {
            "area": words()["area"],
            "latitude": "55.412345",
            "longitude": "1.63",
            "next": "yes",
            "revision": "1",
        },
    )
    client.post(reverse("draft_publish", args=[draft.pk]))
    proposal = Proposal.objects.get()
    assert (proposal.latitude, proposal.longitude) == (55.412345, 1.63)


def test_nobody_needs_a_pin(alice, log_in, draft):
    log_in(alice).post(reverse("draft_publish", args=[draft.pk]))
    assert Proposal.objects.get().latitude is None


@pytest.mark.parametrize(
    ("north", "east", "wrong"),
    [
        ("91", "0", "latitude"),
        ("0", "181", "longitude"),
        ("nan", "1", "latitude"),
        ("here", "1", "latitude"),
        ("55", "", "longitude"),
        ("", "1", "latitude"),
    ],
)
def test_wrong_pin_is_refused_with_words(north, east, wrong):
    form = WordsForm(words(latitude=north, longitude=east))
    assert not form.is_valid()
    assert wrong in form.errors


def test_moved_pin_stands_in_the_versions_and_weighs_when_it_moves_far(alice):
    proposal = ProposalFactory(author=alice, latitude=55.4, longitude=1.6)
    near = change_proposal(
        editor=alice, proposal=proposal, base=1, reason="", latitude=55.4005, longitude=1.6
    )
    assert near.material == []
    far = change_proposal(editor=alice, proposal=proposal, base=2, reason="", latitude=55.45, longitude=1.6)
    assert far.material == ["place"]
    page = proposal.versions.order_by("number").values_list("latitude", flat=True)
    assert list(page) == [55.4, 55.4005, 55.45]


def test_map_of_the_form_draws_the_wards(alice, log_in, draft):
    Area.objects.update(outline=[[1, 1], [1, 2], [2, 2]])
    page = log_in(alice).get(reverse("draft_step", args=[draft.pk, "where"])).content.decode()
    assert '"ring": [[1, 1], [1, 2], [2, 2]]' in page
    assert static("leaflet/leaflet.js") in page


@pytest.fixture
def drawn():
    area = ward("Northgate")
    area.outline = [[50, 1], [50, 2], [51, 2], [51, 1]]
    area.save()
    return area


def leave(client, draft, **typed):
    return client.post(
        reverse("draft_step", args=[draft.pk, "where"]), {"place": "", "next": "yes"} | typed, follow=True
    ).content.decode()


def test_pin_finds_its_part_of_town_and_asks_whether_that_is_right(alice, log_in, draft, drawn):
    client = log_in(alice)
    page = leave(client, draft, area="", latitude="50.5", longitude="1.5")
    assert "We think this is Northgate." in page
    assert "Step 3 of 8" in page
    chosen = BeautifulSoup(page, "html.parser").select_one("#id_area option[selected]")
    assert chosen.text == "Northgate"
    assert "Step 4 of 8" in leave(client, draft, area=str(drawn.pk), latitude="50.5", longitude="1.5")


def test_pin_in_another_part_of_town_is_said_and_both_can_be_right(alice, log_in, draft, drawn):
    page = leave(log_in(alice), draft, area=draft.words["area"], latitude="50.5", longitude="1.5")
    assert "We think this is Northgate. You chose another part of town." in page
    assert "Step 4 of 8" in page


def test_pin_outside_all_parts_of_town_is_said(alice, log_in, draft, drawn):
    page = leave(log_in(alice), draft, area=draft.words["area"], latitude="60", longitude="1.5")
    assert "outside all parts of town" in page
    assert "Step 4 of 8" in page


def test_without_outlines_nothing_is_guessed(alice, log_in, draft):
    page = leave(log_in(alice), draft, area="", latitude="50.5", longitude="1.5")
    assert "We think" not in page
    assert "Step 3 of 8" in page
