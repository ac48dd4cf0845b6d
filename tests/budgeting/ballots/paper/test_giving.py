"""A paper ballot at the desk: one for each person, and the declared rule when they also vote online."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting.ballots.actions import annul_ballot, save_draft
from budgeting.ballots.paper.actions import give_paper_ballot
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import BallotDraft, CastKey, Counterfoil, PollBookEntry, Round, SealedBallot
from participation.accounts.rules import identity_of
from participation.audit.models import AuditEvent
from participation.clock import database_now
from tests.factories.paper import paper_round
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import (
    PotFactory,
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    ended,
    move,
    open_round,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db
ONLINE, PAPER = PollBookEntry.Channel.ONLINE, PollBookEntry.Channel.PAPER


@pytest.fixture
def anna():
    return IdentityFactory()


def refused(code):
    return pytest.raises(ValidationError, check=lambda error: getattr(error, "code", None) == code)


def test_a_counterfoil_marks_the_poll_book_on_paper_and_has_a_number_for_the_envelope(carol, anna):
    round = paper_round()
    foil = give_paper_ballot(actor=carol, round=round, identity=anna)
    assert PollBookEntry.objects.get(identity=anna).channel == PAPER
    assert len(foil.number.replace("-", "")) == 9
    assert not SealedBallot.objects.exists()


def test_nobody_gets_two_paper_ballots(carol, dave, anna):
    round = paper_round()
    give_paper_ballot(actor=carol, round=round, identity=anna)
    with refused("given"):
        give_paper_ballot(actor=dave, round=round, identity=anna)
    assert Counterfoil.objects.count() == PollBookEntry.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Counterfoil.objects.create(number="X", round=round, identity=anna)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_giving_by_anyone_but_an_officer_is_refused(request, who, anna):
    with pytest.raises(PermissionDenied):
        give_paper_ballot(actor=request.getfixturevalue(who), round=paper_round(), identity=anna)
    assert not PollBookEntry.objects.exists()


def test_giving_in_a_round_without_paper_or_at_the_wrong_time_is_refused(carol, dave, anna):
    early = move(paper_round(), start=timedelta(hours=1), end=timedelta(days=1))
    over = sealed(paper_round(), carol, dave)
    for round in (open_round(), RoundFactory(paper_rule="paper"), early, over):
        with pytest.raises(PermissionDenied):
            give_paper_ballot(actor=carol, round=round, identity=anna)


def test_after_the_end_only_with_a_reason_which_the_log_keeps(carol, anna):
    round = ended(paper_round())
    with pytest.raises(ValidationError, match="came in time"):
        give_paper_ballot(actor=carol, round=round, identity=anna)
    give_paper_ballot(actor=carol, round=round, identity=anna, reason="Handed in on the last day.")
    assert AuditEvent.objects.get(verb="give_paper_ballot").reason == "Handed in on the last day."


def test_an_officer_gives_no_ballot_to_themselves(carol):
    own = IdentityFactory(user=carol)
    with refused("own"):
        give_paper_ballot(actor=carol, round=paper_round(), identity=own)


def test_the_log_does_not_say_who_was_given_a_ballot(carol, anna):
    round = paper_round()
    give_paper_ballot(actor=carol, round=round, identity=anna)
    event = AuditEvent.objects.get(verb="give_paper_ballot")
    assert (event.target_id, set(event.facts)) == (str(round.pk), {"form"})


def test_a_person_of_another_ward_is_refused_and_not_in_the_poll_book(carol):
    round = RoundFactory(projects=0, paper_rule="paper")
    round.pots.all().delete()
    share = RoundPotFactory(round=round, pot=PotFactory(area=ward("Hill ward")))
    ProjectFactory(round=round, round_pot=share, number=1)
    opened(round)
    with refused("no_pot"), transaction.atomic():
        give_paper_ballot(actor=carol, round=round, identity=IdentityFactory(area=ward("Harbour ward")))
    assert not PollBookEntry.objects.exists()


def test_online_first_then_paper_takes_the_online_ballot_out_where_paper_counts(carol, anna):
    round = paper_round()
    cast(round, [1], IdentityFactory())
    cast(round, [2], anna)
    save_draft(round=round, identity=anna, choices=[3], arrived_at=database_now())
    give_paper_ballot(actor=carol, round=round, identity=anna)
    assert PollBookEntry.objects.get(identity=anna).channel == PAPER
    assert SealedBallot.objects.count() == CastKey.objects.count() == 1
    assert not BallotDraft.objects.exists()


def test_paper_first_then_online_is_refused_with_a_sentence_where_paper_counts(carol, anna):
    round = paper_round()
    give_paper_ballot(actor=carol, round=round, identity=anna)
    with pytest.raises(BallotRefused, match="paper ballot counts"):
        cast(round, [1], anna)
    with pytest.raises(BallotRefused, match="paper ballot counts"):
        save_draft(round=round, identity=anna, choices=[1], arrived_at=database_now())
    assert PollBookEntry.objects.get(identity=anna).channel == PAPER
    assert not SealedBallot.objects.exists()
    assert not BallotDraft.objects.exists()


def test_online_first_then_paper_is_refused_where_online_counts(carol, anna):
    round = paper_round(paper_rule=Round.PaperRule.ONLINE_COUNTS)
    cast(round, [2], anna)
    with refused("voted_online"), transaction.atomic():
        give_paper_ballot(actor=carol, round=round, identity=anna)
    assert PollBookEntry.objects.get(identity=anna).channel == ONLINE
    assert (SealedBallot.objects.count(), Counterfoil.objects.count()) == (1, 0)


def test_paper_first_then_online_shuts_the_envelope_where_online_counts(carol, anna):
    round = paper_round(paper_rule=Round.PaperRule.ONLINE_COUNTS)
    foil = give_paper_ballot(actor=carol, round=round, identity=anna)
    receipt = cast(round, [2], anna)
    entry = PollBookEntry.objects.get(identity=anna)
    assert (entry.channel, entry.receipt) == (ONLINE, receipt)
    foil.refresh_from_db()
    assert foil.state == Counterfoil.State.VOID
    assert SealedBallot.objects.count() == 1


def test_a_voter_with_a_paper_ballot_reads_why_they_cannot_vote_online(carol, alice, log_in):
    round = paper_round()
    give_paper_ballot(actor=carol, round=round, identity=identity_of(alice))
    client, address = log_in(alice), f"/rounds/{round.process.slug}/ballot/"
    assert "You were given a paper ballot" in client.get(address).content.decode()
    assert client.get(f"{address}in/").status_code == 302
    assert "See or change your ballot" not in client.get(round.get_absolute_url()).content.decode()


def test_an_annulled_paper_ballot_leaves_the_poll_book_and_its_envelope_stays_shut(carol, dave, anna):
    round = paper_round()
    foil = give_paper_ballot(actor=carol, round=round, identity=anna)
    for officer in (carol, dave):
        annul_ballot(
            actor=officer,
            round=round,
            identity=anna,
            ground="not_eligible",
            reason="Moved away.",
            may_vote_again=False,
        )
    foil.refresh_from_db()
    assert foil.state == Counterfoil.State.VOID
    assert not PollBookEntry.objects.exists()
    with refused("annulled"):
        give_paper_ballot(actor=carol, round=round, identity=anna)
