"""A sealed round is counted once, from counted ballots alone; nobody counts an unsealed one."""

import json
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting.models import Outcome, Result, Round
from budgeting.results.actions import correct_result, count_round
from participation.models import AuditEvent
from tests.factories.rounds import (
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    ended,
    open_round,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db


def test_sealed_round_is_counted_with_every_project(sealed_round, carol):
    result = count_round(actor=carol, round=sealed_round)

    assert (result.version, result.ballots, result.spent) == (1, 12, 30_000)
    outcomes = result.outcomes.order_by("-funded", "place")
    assert list(outcomes.values_list("project__number", "funded", "place", "votes", "code")) == [
        (1, True, 1, 12, "won_greedy"),
        (2, True, 2, 8, "won_greedy"),
        (3, False, 1, 4, "lost_money"),
    ]


def test_document_is_canonical_and_carries_its_fingerprint(sealed_round, carol):
    result = count_round(actor=carol, round=sealed_round)

    document = bytes(result.document)
    assert result.fingerprint == sha256(document).hexdigest()
    assert (
        document.decode()
        == json.dumps(json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    )


def test_count_is_logged_with_the_fingerprint(sealed_round, carol):
    result = count_round(actor=carol, round=sealed_round)

    event = AuditEvent.objects.get(verb="count_round")
    assert event.actor_id == carol.pk
    assert event.facts["fingerprint"] == result.fingerprint


@pytest.mark.parametrize("state", ["planned", "open", "ended"])
def test_unsealed_box_is_never_counted(state, carol):
    round = RoundFactory() if state == "planned" else open_round()
    if state != "planned":
        cast(round, [1])
    if state == "ended":
        ended(round)

    with pytest.raises(ValidationError, match="not sealed"):
        count_round(actor=carol, round=round)
    assert not Result.objects.exists()


def test_unsealed_box_gives_no_ballots_even_to_a_count_that_was_let_through(carol):
    """The control: were the check gone, the count would find an empty table, not choices."""
    cast(round := open_round(), [1])
    Round.objects.filter(pk=round.pk).update(sealed_at=round.phase.start)
    round.refresh_from_db()

    result = count_round(actor=carol, round=round)

    assert result.ballots == 0
    assert set(result.outcomes.values_list("votes", flat=True)) == {0}


@pytest.mark.parametrize("name", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_only_officers_count(name, sealed_round, request):
    person = request.getfixturevalue(name)
    person.is_superuser = True

    with pytest.raises(PermissionDenied):
        count_round(actor=person, round=sealed_round)


def test_officer_without_second_factor_cannot_count(sealed_round, carol):
    carol.second_factor = False

    with pytest.raises(PermissionDenied):
        count_round(actor=carol, round=sealed_round)


def test_second_count_is_refused(sealed_round, carol, dave):
    count_round(actor=carol, round=sealed_round)

    with pytest.raises(ValidationError, match="already counted"):
        count_round(actor=dave, round=sealed_round)
    assert Result.objects.count() == 1


def test_database_holds_one_result_a_version(sealed_round, carol):
    result = count_round(actor=carol, round=sealed_round)

    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(
            round=sealed_round, version=1, ballots=0, spent=0, counted_at=result.counted_at, document=b""
        )


def test_order_of_voting_does_not_change_the_outcome(carol, dave):
    decisions = []
    for order in ([[1, 2], [3], [1]], [[3], [1], [1, 2]]):
        round = open_round(rule="mes_cost_greedy")
        for choices in order:
            cast(round, choices)
        result = count_round(actor=carol, round=sealed(round, carol, dave))
        totals = json.loads(bytes(result.files.get(name="totals.json").content))
        decisions.append(totals["pots"][0]["decisions"])

    assert decisions[0] == decisions[1]


def test_tie_goes_to_the_lower_published_number(tied_round, carol, dave):
    round = tied_round("given")

    result = count_round(actor=carol, round=sealed(round, carol, dave))

    assert dict(result.outcomes.values_list("project__number", "funded")) == {1: True, 2: False}
    assert result.pots.get().ties == [{"step": 1, "projects": [1, 2]}]


def test_correction_is_a_new_version_and_the_old_one_stays(sealed_round, carol):
    first = count_round(actor=carol, round=sealed_round)

    second = correct_result(actor=carol, result=first, reason="A cost was read wrongly.")

    assert (second.version, second.correction_reason) == (2, "A cost was read wrongly.")
    assert list(sealed_round.results.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert AuditEvent.objects.get(verb="correct_result").reason == "A cost was read wrongly."


def test_correction_needs_a_reason_an_officer_and_the_newest_version(sealed_round, carol, charlie):
    first = count_round(actor=carol, round=sealed_round)

    with pytest.raises(ValidationError, match="Say publicly why"):
        correct_result(actor=carol, result=first, reason="  ")
    with pytest.raises(PermissionDenied):
        correct_result(actor=charlie, result=first, reason="I lost")
    correct_result(actor=carol, result=first, reason="Right reason")
    with pytest.raises(ValidationError, match="newer count"):
        correct_result(actor=carol, result=first, reason="Again")


def test_each_pot_counts_the_ballots_that_name_its_projects(carol, dave):
    round = RoundFactory(projects=2, rule="greedy_votes")
    second = RoundPotFactory(round=round, pot__name="Second pot")
    ProjectFactory(round=round, round_pot=second, number=3)
    opened(round)
    cast(round, [1])
    cast(round, [1, 3])
    cast(round, [3])
    cast(round, [3])
    result = count_round(actor=carol, round=sealed(round, carol, dave))

    assert list(result.pots.values_list("ballots", flat=True)) == [2, 3]
    assert dict(result.outcomes.values_list("project__number", "votes")) == {1: 2, 2: 0, 3: 3}
    assert Outcome.objects.get(result=result, project__number=3).place == 1


def test_project_that_nobody_voted_for_is_not_funded_though_money_is_left(carol, dave):
    round = open_round(projects=2)
    cast(round, [1])

    result = count_round(actor=carol, round=sealed(ended(round), carol, dave))

    outcome = result.outcomes.get(project__number=2)
    assert (outcome.funded, outcome.code) == (False, "lost_minimum_support")
    assert result.round.pots.get().amount - result.spent >= outcome.project.cost
