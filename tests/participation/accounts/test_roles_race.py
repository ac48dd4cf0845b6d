"""Two officers who act at the same moment: one role given once, and two officers left."""

import pytest
from django.core.exceptions import ValidationError

from participation.accounts import role_acts
from participation.accounts.actions import approve_nomination, nominate, revoke_role
from participation.models import AuditEvent, Nomination, User
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NAMES = ("Ann", "Ben", "Cat", "Dan")


def officers() -> list[User]:
    """Four officers, each in a request that has read her role already."""
    everyone = [staff(name, "officer") for name in NAMES]
    assert all(person.role_names for person in everyone)
    return everyone


def outcome(act, **wanted) -> str:
    try:
        act(**wanted)
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return "done"


def test_officers_who_approve_at_once_give_the_role_once():
    first, *others = officers()
    nomination = nominate(actor=first, user=UserFactory(), role="facilitator")

    said = race(lambda one: outcome(approve_nomination, actor=one, nomination=nomination), others)

    assert sorted(said) == ["This was decided already.", "This was decided already.", "done"]
    assert AuditEvent.objects.filter(verb="grant_role").count() == 1


def test_officers_who_put_a_person_forward_at_once_do_so_once():
    person = UserFactory()

    said = race(lambda one: outcome(nominate, actor=one, user=person, role="facilitator"), officers())

    assert said.count("done") == 1
    assert Nomination.objects.count() == 1


def take_each_other_away() -> int:
    """Four officers: each takes the next one's role away. How many officers are left?"""
    everyone = officers()
    targets = [User.objects.get(pk=one.pk) for one in (*everyone[1:], everyone[0])]
    following = dict(zip(everyone, targets, strict=True))
    race(lambda one: outcome(revoke_role, actor=one, user=following[one], role="officer"), everyone)
    return User.objects.filter(groups__name="officer").count()


def test_officers_who_take_each_other_away_at_once_leave_two():
    assert take_each_other_away() == 2


def test_control_without_the_guard_nobody_would_be_left(monkeypatch):
    monkeypatch.setattr(role_acts, "_too_few_without", lambda user: False)
    assert take_each_other_away() < 2
