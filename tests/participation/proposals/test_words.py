"""Finding proposals by their words: forms, accents, beginnings; the index keeps up with every write."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from participation.models import Proposal
from participation.near_words import corrected, words_in
from participation.proposals.similar import similar_proposals
from participation.proposals.words import WORDS
from tests.factories.talk import ProcessFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(Proposal.objects.containing(text).values_list("title", flat=True))


@pytest.fixture
def town():
    process = ProcessFactory()
    for title, what in (
        ("Benches by the ferry", "Somewhere to sit while waiting."),
        ("A café in the park", "Coffee near the swings."),
        ("Plant trees in Mill Lane", "Shade for the children."),
    ):
        ProposalFactory(process=process, title=title, what=what, why="Because.")
    return process


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("bench", ["Benches by the ferry"]),
        ("BENCHES wait", ["Benches by the ferry"]),
        ("cafe", ["A café in the park"]),
        ("CAFÉ swing", ["A café in the park"]),
        ("planting tree", ["Plant trees in Mill Lane"]),
        ("childr", ["Plant trees in Mill Lane"]),
        ("the trees in the lane", ["Plant trees in Mill Lane"]),
        ("bench trees", []),
        ("!!!", []),
        ('"bench" OR *', ["Benches by the ferry"]),
        ("bench' & | ! ( ) : * \\ \x00", ["Benches by the ferry"]),
    ],
)
def test_words_find_other_forms_accents_and_beginnings(town, text, titles):
    assert found(text) == titles


def test_no_words_find_all(town):
    assert len(found("  ")) == 3


def test_index_follows_changes_in_bulk_and_removals(town):
    Proposal.objects.filter(title__startswith="Benches").update(title="A drinking fountain")
    assert (found("bench"), found("fountain")) == ([], ["A drinking fountain"])
    Proposal.objects.filter(title="A drinking fountain").delete()
    assert found("fountain") == []


def test_index_outlives_a_table_made_anew(town):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER participation_proposal_words_new")
            cursor.execute("DROP TRIGGER participation_proposal_words_gone")
            cursor.execute("DROP TRIGGER participation_proposal_words_changed")
    if connection.vendor == "sqlite":
        Proposal.objects.filter(title__startswith="Benches").update(title="A drinking fountain")
        assert found("fountain") == []
    WORDS.keep_up()
    WORDS.keep_up()
    Proposal.objects.filter(title__startswith="A café").update(title="A tea house")
    assert found("tea") == ["A tea house"]


def test_similar_ones_come_nearest_first_and_from_this_process(town, django_assert_num_queries):
    for title in ("Buses at night", "A library van", "Safer crossings", "Mend the clock"):
        ProposalFactory(process=town, title=title, what="-", why="-")
    ProposalFactory(title="A bench elsewhere", what="-", why="-")
    ProposalFactory(process=town, title="Ferry", what="-", why="-", hidden_at="2026-01-01T00:00Z")
    with django_assert_num_queries(2):
        near = similar_proposals(town, "A bench by the ferry, near where we wait")
    assert [each.title for each in near] == ["Benches by the ferry", "A café in the park"]
    assert similar_proposals(town, "of the") == []
    assert similar_proposals(town, "") == []


def test_index_can_be_taken_back_and_made_again(town):
    operation, editor = WORDS.operation(), SimpleNamespace(connection=connection)
    operation.reverse_code(None, editor)
    operation.code(None, editor)
    assert found("bench") == ["Benches by the ferry"]


def test_a_slip_in_the_title_still_finds_similar_ones(town):
    assert [each.title for each in similar_proposals(town, "Bencehs")] == ["Benches by the ferry"]


def test_a_slip_in_a_list_shows_what_was_meant(town, client):
    page = client.get(reverse("proposal_list", args=[town.slug]), {"q": "fery"})
    assert [each.title for each in page.context["page"]] == ["Benches by the ferry"]
    assert "Nobody wrote “fery”. Here is what we found for “ferry”." in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("playgroud", "playground"),
        ("palyground", "playground"),
        ("plaiground swigns", "playground swings"),
        ("playground", ""),
        ("pla", ""),
        ("zebra", ""),
        ("parc", "park"),
    ],
)
def test_the_nearest_word_that_somebody_wrote_is_meant(typed, meant):
    known = words_in(["A playground with swings", "Playground in the park", "Dark corner"])
    assert corrected(typed, known) == meant


def test_word_forms_follow_the_language_of_the_site(town, settings):
    ProposalFactory(process=town, title="Ein Spielplatz", what="-", why="-")
    settings.LANGUAGE_CODE = "de"
    WORDS.keep_up()
    WORDS.keep_up()
    # SQLite knows English forms alone: beginnings and accents still count.
    if connection.vendor == "postgresql":
        assert found("spielplatzes") == ["Ein Spielplatz"]
    assert found("spiel") == ["Ein Spielplatz"]
    assert found("cafe") == ["A café in the park"]
    Proposal.objects.filter(title="Ein Spielplatz").update(title="Zwei Bänke")
    assert found("banke") == ["Zwei Bänke"]
    settings.LANGUAGE_CODE = "en-gb"
    WORDS.keep_up()
    assert found("bench") == ["Benches by the ferry"]
