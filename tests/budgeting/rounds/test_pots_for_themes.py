"""A pot may be for one theme: projects go to the pot of their place and theme; proposals fit one of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from budgeting.models import Pot, RoundPot
from budgeting.rounds.actions import add_project, change_project
from budgeting.rounds.pot_fit import share_for
from participation.models import Phase
from participation.proposals.actions import publish_proposal
from tests.factories.people import ward
from tests.factories.rounds import PotFactory, RoundFactory, RoundPotFactory, open_round
from tests.factories.talk import PhaseFactory, category

pytestmark = pytest.mark.django_db


@pytest.fixture
def trees():
    return category("Trees")


@pytest.fixture
def play():
    return category("Play")


def share_of(round=None, area=None, theme=None) -> RoundPot:
    pot = PotFactory(area=area, category=theme, name=f"{theme or 'Town'} pot")
    return RoundPotFactory(pot=pot, **({"round": round} if round else {}))


def round_with(*pots):
    """A planned round with one share for each (area, theme)."""
    round = RoundFactory(projects=0)
    round.pots.all().delete()
    return round, [share_of(round, area, theme) for area, theme in pots]


def test_pot_says_what_it_is_for(harbour, trees):
    said = {
        "": (None, None),
        "for Trees": (None, trees),
        "for Harbour ward": (harbour, None),
        "for Trees in Harbour ward": (harbour, trees),
    }
    for words, (area, theme) in said.items():
        assert PotFactory(area=area, category=theme).meant_for == words


def test_officer_makes_a_pot_for_a_theme(carol, log_in, trees):
    log_in(carol).post("/admin/pots/new/", {"name": "Green pot", "category": trees.pk, "amount": "100"})
    assert Pot.objects.get(name="Green pot").category == trees


def test_theme_of_a_pot_is_not_removed(trees):
    PotFactory(category=trees)
    with pytest.raises(ProtectedError):
        trees.delete()


def test_likely_pot_is_the_one_of_the_theme_then_of_the_place(harbour, trees, play):
    round, (town, local, green, local_green) = round_with(
        (None, None), (harbour, None), (None, trees), (harbour, trees)
    )
    shares = round.pots.select_related("pot__area", "pot__category")
    assert share_for(shares, harbour, trees) == local_green
    assert share_for(shares, ward("Northgate"), trees) == green
    assert share_for(shares, harbour, play) == local
    assert share_for(shares, ward("Northgate"), play) == town
    assert share_for([green, local], ward("Northgate"), play) is None


def test_officer_chooses_where_two_pots_fit_alike(play):
    _round, shares = round_with((None, None), (None, None))
    assert share_for(shares, None, play) is None


def test_project_of_another_theme_or_place_is_refused_with_the_pot(carol, harbour, trees, play):
    round, (green, local) = round_with((None, trees), (harbour, None))
    wrong = [
        (green, {"category": play}, "“Trees pot” is for Trees. This is sorted under another theme."),
        (green, {}, "“Trees pot” is for Trees. This is sorted under another theme."),
        (local, {"area": ward("Northgate")}, "“Town pot” is for Harbour ward. This lies elsewhere."),
    ]
    for share, given, said in wrong:
        with pytest.raises(ValidationError) as refused:
            add_project(actor=carol, round=round, round_pot=share, title="Oaks", cost=500, **given)
        assert refused.value.message_dict == {"round_pot": [said]}
    project = add_project(
        actor=carol, round=round, round_pot=green, title="Oaks", cost=500, category=trees, area=harbour
    )
    with pytest.raises(ValidationError, match="another theme"):
        change_project(actor=carol, project=project, category=play)


def test_project_without_a_place_goes_to_any_pot_and_neighbourhoods_to_their_wards(carol, harbour):
    round, (local,) = round_with((harbour, None))
    add_project(actor=carol, round=round, round_pot=local, title="Anywhere", cost=500)
    docks = type(harbour).objects.create(
        parent=harbour, kind="neighbourhood", name="Old docks", slug="old-docks"
    )
    add_project(actor=carol, round=round, round_pot=local, title="Crane", cost=500, area=docks)
    assert round.projects.count() == 2


def test_proposal_under_a_theme_without_money_hears_which_themes_have_some(alice, harbour, trees, play):
    round, _shares = round_with((None, trees), (harbour, category("Streets")))
    PhaseFactory(process=round.process, kind=Phase.Kind.PROPOSE)
    given = {"title": "A swing", "what": "A swing", "why": "To play"}
    with pytest.raises(ValidationError) as refused:
        publish_proposal(author=alice, process=round.process, area=harbour, category=play, **given)
    said = "There is no money for this theme here. The money is for Trees and Streets."
    assert refused.value.message_dict == {"category": [said]}
    with pytest.raises(ValidationError, match="The money is for Trees"):
        publish_proposal(
            author=alice, process=round.process, area=ward("Northgate"), category=category("Streets"), **given
        )
    assert publish_proposal(author=alice, process=round.process, area=harbour, category=trees, **given)


def test_round_and_ballot_say_which_theme_a_pot_is_for(client, alice, log_in, harbour, trees):
    round = open_round()
    Pot.objects.filter(round_pots__round=round).update(category=trees, area=harbour)
    assert "for Trees in Harbour ward" in client.get(round.get_absolute_url()).content.decode()
    ballot = log_in(alice).get(f"/rounds/{round.process.slug}/ballot/").content.decode()
    assert "It is for Trees alone." in ballot


def test_open_data_names_the_theme_of_a_pot(client, trees):
    round = open_round()
    Pot.objects.filter(round_pots__round=round).update(category=trees)
    shown = client.get(f"/api/rounds/{round.process.slug}").json()
    assert [pot["theme"] for pot in shown["pots"]] == [trees.slug]
