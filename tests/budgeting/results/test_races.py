"""Several officers press the same button at the same moment: one count, and money that moves once."""

import threading

import pytest
from django.core.exceptions import ValidationError

from budgeting.ledger.proof import faults
from budgeting.models import Certification, CountRun, Objection, Result, Transfer
from budgeting.results.actions import (
    answer_objection,
    certify_result,
    certifying,
    count_round,
    counting,
    make_objection,
    objecting,
    publish_result,
    publishing,
    run_count,
    start_count,
)
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.models import Round
from participation.models import AuditEvent
from tests.factories.people import UserFactory
from tests.races import AT_ONCE, kinds, on_postgresql, together, without_constraint, without_transaction

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def race(act):
    """Runs act(number) in threads that start together; gives what those that were not refused returned."""
    told = together([lambda number=number: act(number) for number in range(AT_ONCE)])
    broken = [each for each in told if isinstance(each, Exception) and not isinstance(each, ValidationError)]
    assert not broken
    return [each for each in told if each is not None and not isinstance(each, Exception)]


def unlocked(round):
    """The round as it is read without its lock."""
    return Round.objects.select_related("process", "phase").get(pk=round.pk)


def two_who_both_looked(act, *given):
    """Two officers at once, on either database without what keeps one out while the other writes."""
    return kinds(together([lambda each=each: act(**each) for each in given]))


def test_round_is_counted_once_by_many_at_once(sealed_round, carol):
    assert len(race(lambda _: count_round(actor=carol, round=sealed_round))) == 1

    assert Result.objects.get().outcomes.count() == 3


def test_result_is_published_once_by_many_at_once(counted, carol):
    assert len(race(lambda _: publish_result(actor=carol, result=counted))) == 1


def test_money_moves_once_when_both_officers_sign_again_and_again(unopposed, carol, dave):
    signed = race(lambda number: certify_result(actor=(carol, dave)[number % 2], result=unopposed))

    unopposed.refresh_from_db()
    assert len(signed) == 2
    assert unopposed.certified_at is not None
    assert unopposed.certifications.count() == 2
    assert Transfer.objects.filter(key__endswith=":certify").count() == 1
    assert list(faults()) == []


def test_one_of_many_officers_starts_the_count_and_one_of_many_workers_does_it(sealed_round, carol):
    [run] = race(lambda _: start_count(actor=carol, round=sealed_round))

    assert sorted(race(lambda _: run_count.func(run.pk))) == [False] * (AT_ONCE - 1) + [True]
    assert CountRun.objects.get().state == "done"
    assert Result.objects.get().version == 1


def counted_without_a_look(sealed_round, carol, monkeypatch):
    monkeypatch.setattr(counting, "check_countable", lambda round, version: None)
    return kinds(together([lambda: count_round(actor=carol, round=sealed_round)] * AT_ONCE))


def test_the_database_alone_keeps_a_second_first_count_out(sealed_round, carol, monkeypatch):
    found = counted_without_a_look(sealed_round, carol, monkeypatch)
    assert found == {"done": 1, "IntegrityError": AT_ONCE - 1}


def test_control_without_the_constraint_a_round_has_many_first_counts(sealed_round, carol, monkeypatch):
    with without_constraint(Result, "result_version_once"):
        assert counted_without_a_look(sealed_round, carol, monkeypatch) == {"done": AT_ONCE}
        assert Result.objects.filter(version=1).count() == AT_ONCE


def test_control_without_the_lock_two_officers_publish_one_result(counted, carol, dave, monkeypatch):
    """Both looked and found it unpublished: the days for objections are set twice."""
    both, newest = threading.Barrier(2), publishing.locked_newest

    def looked(result):
        found = newest(result)
        both.wait(30)
        return found

    monkeypatch.setattr(publishing, "locked_round", unlocked)
    monkeypatch.setattr(publishing, "locked_newest", looked)
    publish = without_transaction(publish_result)
    found = two_who_both_looked(publish, *({"actor": each, "result": counted} for each in (carol, dave)))
    assert found == {"done": 2}
    assert AuditEvent.objects.filter(verb="publish_result").count() == 2


def signed_by(officer, result):
    return kinds(together([lambda: certify_result(actor=officer, result=result)] * AT_ONCE))


def test_one_officer_who_signs_many_times_at_once_signs_once_and_certifies_nothing(unopposed, carol):
    assert signed_by(carol, unopposed) == {"done": 1, "signed": AT_ONCE - 1}
    unopposed.refresh_from_db()
    assert unopposed.certified_at is None
    assert not Transfer.objects.filter(key__endswith=":certify").exists()


def test_control_without_the_constraint_one_officer_certifies_alone(unopposed, carol):
    with without_constraint(Certification, "one_person_one_certification"):
        assert signed_by(carol, unopposed) == {"done": 2, "certified": AT_ONCE - 2}
        unopposed.refresh_from_db()
        assert unopposed.certified_at is not None


@on_postgresql
def test_control_without_the_lock_two_signatures_certify_nothing(unopposed, carol, dave, monkeypatch):
    """Each counts the signatures before the other's is there, and the result waits for a second for ever."""
    both, sign = threading.Barrier(2), certifying._sign
    monkeypatch.setattr(publishing, "locked_round", unlocked)

    def signed(result, actor):
        sign(result, actor)
        both.wait(30)

    monkeypatch.setattr(certifying, "_sign", signed)
    found = two_who_both_looked(
        certify_result, *({"actor": each, "result": unopposed} for each in (carol, dave))
    )
    assert found == {"done": 2}
    unopposed.refresh_from_db()
    assert (unopposed.certifications.count(), unopposed.certified_at) == (2, None)


def answering(officer, objection, *, upheld, act=answer_objection):
    words = {"claim": "The cost of the pond is wrong.", "answer": "It was read again."}
    return lambda: act(actor=officer, objection=objection, upheld=upheld, **words)


@pytest.fixture
def objection(published):
    return make_objection(by=UserFactory(), result=published, reason="The pond was never costed.")


def test_an_objection_that_many_answer_at_once_has_one_answer(objection, carol, dave):
    told = together(
        [answering((carol, dave)[at % 2], objection, upheld=at % 2 == 0) for at in range(AT_ONCE)]
    )
    assert kinds(told) == {"done": 1, "answered": AT_ONCE - 1}
    [answer] = [each for each in told if isinstance(each, Objection)]
    objection.refresh_from_db()
    assert (objection.answered_by, objection.upheld) == (answer.answered_by, answer.upheld)
    assert AuditEvent.objects.filter(verb="answer_objection").count() == 1


def test_control_without_the_lock_the_second_answer_writes_over_the_first(
    objection, carol, dave, monkeypatch
):
    both = threading.Barrier(2)

    def looked(text, field, message):
        if field == "claim":
            both.wait(30)
        return required_text(text, field, message)

    monkeypatch.setattr(objecting, "locked_round", unlocked)
    monkeypatch.setattr(objecting, "required_text", looked)
    act = without_transaction(answer_objection)
    told = together(
        [answering(carol, objection, upheld=True, act=act), answering(dave, objection, upheld=False, act=act)]
    )
    assert kinds(told) == {"done": 2}
    assert AuditEvent.objects.filter(verb="answer_objection").count() == 2
