"""Publishing opens the days for objections; two named officers certify; then, once, the money moves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.ledger.actions import post
from budgeting.ledger.errors import Overdrawn
from budgeting.models import Pot, Transfer
from budgeting.results.actions import certify_result, correct_result, count_round, publish_result
from participation.models import AuditEvent
from tests.factories.rounds import (
    PotFactory,
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db


def money(round):
    pot = Pot.objects.select_related("free", "reserved", "committed", "paid").get(round_pots__round=round)
    return {part: getattr(pot, part).balance for part in ("free", "reserved", "committed", "paid")}


def test_published_result_is_provisional_for_the_declared_days(counted, carol):
    result = publish_result(actor=carol, result=counted)

    assert result.objections_end - result.published_at == timedelta(days=7)
    assert result.round.state() == "objections"
    assert result.certified_at is None


def test_published_result_carries_the_head_of_the_audit_chain(published):
    event = AuditEvent.objects.get(verb="publish_result")

    assert published.audit_head == event.hash
    assert event.facts["fingerprint"] == published.fingerprint


def test_charlie_cannot_publish_or_certify(counted, unopposed, charlie, audrey, fiona):
    for person in (charlie, audrey, fiona):
        with pytest.raises(PermissionDenied):
            publish_result(actor=person, result=counted)
        with pytest.raises(PermissionDenied):
            certify_result(actor=person, result=unopposed)


def test_result_is_published_once(published, dave):
    with pytest.raises(ValidationError, match="already public"):
        publish_result(actor=dave, result=published)


def test_superseded_count_cannot_be_published(counted, carol):
    correct_result(actor=carol, result=counted, reason="Counted again.")

    with pytest.raises(ValidationError, match="newer count"):
        publish_result(actor=carol, result=counted)


def test_unpublished_result_cannot_be_certified(counted, carol):
    with pytest.raises(ValidationError, match="not public yet"):
        certify_result(actor=carol, result=counted)


def test_result_cannot_be_certified_while_people_can_object(published, carol):
    with pytest.raises(ValidationError, match="still object"):
        certify_result(actor=carol, result=published)


def test_one_signature_moves_no_money(unopposed, sealed_round, carol):
    result = certify_result(actor=carol, result=unopposed)

    assert result.certified_at is None
    assert money(sealed_round) == {"free": 50_000, "reserved": 50_000, "committed": 0, "paid": 0}


def test_one_officer_cannot_sign_twice(unopposed, carol):
    certify_result(actor=carol, result=unopposed)

    with pytest.raises(ValidationError, match="second officer"):
        certify_result(actor=carol, result=unopposed)


def test_second_signature_commits_the_winners_money_and_frees_the_rest(unopposed, sealed_round, carol, dave):
    certify_result(actor=carol, result=unopposed)
    result = certify_result(actor=dave, result=unopposed)

    assert result.certified_at is not None
    assert money(sealed_round) == {"free": 70_000, "reserved": 0, "committed": 30_000, "paid": 0}
    assert list(result.certifications.order_by("pk").values_list("name", flat=True)) == ["Carol", "Dave"]
    verbs = list(AuditEvent.objects.order_by("-sequence").values_list("verb", flat=True)[:2])
    assert verbs == ["certify_result", "sign_result"]
    call_command("prove_ledger")


def test_money_moves_once(unopposed, carol, dave):
    certify_result(actor=carol, result=unopposed)
    certify_result(actor=dave, result=unopposed)

    with pytest.raises(ValidationError, match="already certified"):
        certify_result(actor=dave, result=unopposed)
    assert Transfer.objects.filter(key=f"round:{unopposed.round_id}:certify").count() == 1


def test_officer_without_a_name_cannot_sign(unopposed, carol):
    carol.display_name = ""

    with pytest.raises(ValidationError, match="Your name is published"):
        certify_result(actor=carol, result=unopposed)


def test_certified_result_cannot_be_counted_again(unopposed, carol, dave):
    certify_result(actor=carol, result=unopposed)
    certify_result(actor=dave, result=unopposed)

    with pytest.raises(ValidationError, match="certified"):
        correct_result(actor=carol, result=unopposed, reason="Too late")


def test_correction_of_a_published_result_starts_new_days_for_objections(published, carol):
    second = correct_result(actor=carol, result=published, reason="A project was left out.")
    second = publish_result(actor=carol, result=second)

    published.refresh_from_db()
    assert published.published_at is not None
    assert second.round.state() == "objections"
    with pytest.raises(ValidationError, match="newer count"):
        certify_result(actor=carol, result=published)


def test_money_that_was_never_reserved_is_not_committed(sealed_round, unopposed, carol, dave):
    """Were the reservation spent elsewhere, the ledger refuses and the result stays uncertified."""
    pot = sealed_round.pots.get().pot
    post(key="drain", memo="drained", lines=[(pot.reserved, -1), (pot.free, 1)])
    certify_result(actor=carol, result=unopposed)

    with pytest.raises(Overdrawn):
        certify_result(actor=dave, result=unopposed)
    unopposed.refresh_from_db()
    assert unopposed.certified_at is None
    assert unopposed.certifications.count() == 1


def test_round_with_no_winner_frees_all_its_money(carol, dave):
    round = RoundFactory(projects=0, rule="mes_cost", objection_days=0)
    ProjectFactory(round=round, round_pot=round.pots.get(), number=1)
    result = count_round(actor=carol, round=sealed(opened(round), carol, dave))
    result = publish_result(actor=carol, result=result)
    certify_result(actor=carol, result=result)
    certify_result(actor=dave, result=result)

    assert money(round) == {"free": 100_000, "reserved": 0, "committed": 0, "paid": 0}


def test_leftovers_go_to_the_town_pot_where_the_round_declared_so(carol, dave, harbour):
    round = RoundFactory(projects=0, rule="greedy_votes", leftovers="town", objection_days=0)
    town = round.pots.get()
    share = RoundPotFactory(round=round, pot=PotFactory(area=harbour), amount=50_000)
    ProjectFactory(round=round, round_pot=town, number=1, cost=20_000)
    ProjectFactory(round=round, round_pot=share, number=2, cost=30_000)
    opened(round)
    cast(round, [1, 2])
    sealed(round, carol, dave)
    result = publish_result(actor=carol, result=count_round(actor=carol, round=round))
    for officer in (carol, dave):
        certify_result(actor=officer, result=result)

    def balances(pot):
        pot = Pot.objects.select_related("free", "reserved", "committed").get(pk=pot.pk)
        return pot.free.balance, pot.reserved.balance, pot.committed.balance

    # 50,000 of each pot were in the round, and 50,000 lay free beside them.
    assert balances(town.pot) == (50_000 + 30_000 + 20_000, 0, 20_000)
    assert balances(share.pot) == (50_000, 0, 30_000)
    call_command("prove_ledger")
