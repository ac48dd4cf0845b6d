"""Two officers give a role, one takes it away, the console does both; each time in the audit log."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from participation.accounts import rules
from participation.accounts.actions import (
    approve_nomination,
    block_person,
    close_nomination,
    nominate,
    revoke_role,
)
from participation.models import AuditEvent, Nomination, User
from tests.conftest import staff
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    user = User.objects.get(pk=user.pk)
    user.second_factor = True
    return user


def test_two_officers_give_a_role_and_one_takes_it_away(carol, dave, charlie):
    nomination = nominate(actor=carol, user=charlie, role="facilitator")
    assert not fresh(charlie).is_staff

    approve_nomination(actor=dave, nomination=nomination)
    assert rules.has_role(fresh(charlie), "facilitator")

    revoke_role(actor=carol, user=fresh(charlie), role="facilitator")
    assert not fresh(charlie).is_staff
    assert [(event.verb, event.actor_id, event.facts) for event in AuditEvent.objects.all()] == [
        ("nominate", carol.pk, {"role": "facilitator"}),
        ("grant_role", dave.pk, {"role": "facilitator", "nominated_by": carol.pk}),
        ("revoke_role", carol.pk, {"role": "facilitator"}),
    ]


def test_officer_does_not_make_her_second_address_an_officer_alone(carol, dave, charlie):
    """Charlie stands for an address that Carol registered for herself."""
    nomination = nominate(actor=carol, user=charlie, role="officer")
    for alone in (carol, fresh(charlie)):
        with pytest.raises(PermissionDenied):
            approve_nomination(actor=alone, nomination=nomination)
    assert not fresh(charlie).is_staff


def test_officer_put_forward_for_another_role_does_not_approve_it(carol, dave):
    third = staff("Erin", "officer")
    nomination = nominate(actor=carol, user=dave, role="finance")
    with pytest.raises(PermissionDenied):
        approve_nomination(actor=dave, nomination=nomination)
    approve_nomination(actor=third, nomination=nomination)
    assert fresh(dave).role_names == {"officer", "finance"}


@pytest.mark.parametrize("decided_by", ["carol", "charlie", None])
def test_database_wants_a_second_person(decided_by, request, carol, dave, charlie):
    nomination = nominate(actor=carol, user=charlie, role="officer")
    decider = decided_by and request.getfixturevalue(decided_by)
    with pytest.raises(IntegrityError, match="nomination_takes_two"):
        Nomination.objects.filter(pk=nomination.pk).update(state="approved", decided_by=decider)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_roles_are_for_officers_alone(who, request, carol, dave):
    person, resident = request.getfixturevalue(who), UserFactory()
    nomination = nominate(actor=carol, user=resident, role="officer")
    for act in (
        lambda: nominate(actor=person, user=dave, role="finance"),
        lambda: approve_nomination(actor=person, nomination=nomination),
        lambda: close_nomination(actor=person, nomination=nomination),
        lambda: revoke_role(actor=person, user=dave, role="officer"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert fresh(dave).role_names == {"officer"}
    assert not fresh(resident).is_staff


@pytest.mark.parametrize("act", [nominate, revoke_role])
def test_nobody_changes_their_own_role(act, carol, dave):
    with pytest.raises(PermissionDenied):
        act(actor=carol, user=carol, role="finance")


def test_auditor_holds_no_other_role(carol, dave, audrey, bob):
    with pytest.raises(ValidationError, match="no other role"):
        nominate(actor=carol, user=audrey, role="officer")
    with pytest.raises(ValidationError, match="no other role"):
        nominate(actor=carol, user=bob, role="auditor")


def test_auditor_put_forward_twice_gets_the_first_role_alone(carol, dave, charlie):
    waiting = [nominate(actor=carol, user=charlie, role=role) for role in ("auditor", "finance")]
    approve_nomination(actor=dave, nomination=waiting[0])
    with pytest.raises(ValidationError, match="no other role"):
        approve_nomination(actor=dave, nomination=waiting[1])
    assert fresh(charlie).role_names == {"auditor"}


def test_unknown_role_is_refused_in_words(carol, dave, charlie):
    with pytest.raises(ValidationError, match="facilitator, officer, finance, auditor"):
        nominate(actor=carol, user=charlie, role="mayor")


def test_person_waits_for_one_role_once(carol, dave, charlie):
    nominate(actor=carol, user=charlie, role="facilitator")
    with pytest.raises(ValidationError, match="already"):
        nominate(actor=dave, user=charlie, role="facilitator")


def test_only_officer_is_told_how_a_second_comes(carol, charlie):
    with pytest.raises(ValidationError, match="grant_role EMAIL officer"):
        nominate(actor=carol, user=charlie, role="officer")


def test_nomination_falls_with_the_officer_who_made_it(carol, dave, charlie):
    staff("Erin", "officer")
    nomination = nominate(actor=carol, user=charlie, role="facilitator")
    revoke_role(actor=dave, user=carol, role="officer")
    with pytest.raises(ValidationError, match="no longer an officer"):
        approve_nomination(actor=dave, nomination=nomination)
    assert not fresh(charlie).is_staff


def test_blocked_person_gets_no_role(carol, dave, bob, charlie):
    nomination = nominate(actor=carol, user=charlie, role="facilitator")
    block_person(actor=bob, user=charlie, reason="Threats.", decision=1)
    with pytest.raises(ValidationError, match="blocked"):
        approve_nomination(actor=dave, nomination=nomination)


def test_closed_nomination_is_not_approved(carol, dave, charlie):
    nomination = nominate(actor=carol, user=charlie, role="facilitator")
    close_nomination(actor=carol, nomination=nomination)
    with pytest.raises(ValidationError, match="decided already"):
        approve_nomination(actor=dave, nomination=nomination)
    assert nominate(actor=dave, user=charlie, role="facilitator").pk != nomination.pk


def test_two_officers_always_stay(carol, dave):
    with pytest.raises(ValidationError, match="Two officers must stay"):
        revoke_role(actor=carol, user=dave, role="officer")
    assert fresh(dave).role_names == {"officer"}


def test_console_makes_the_first_officer(charlie, capsys):
    call_command("grant_role", "Charlie@example.org", "officer")

    assert fresh(charlie).role_names == {"officer"}
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.acting_as, event.target_id) == (None, "console", str(charlie.pk))

    call_command("grant_role", "charlie@example.org", "officer")
    assert AuditEvent.objects.count() == 1

    call_command("grant_role", "charlie@example.org", "officer", "--revoke")
    assert not fresh(charlie).is_staff


def test_console_with_unknown_address_says_what_to_do():
    with pytest.raises(CommandError, match="register on the site first"):
        call_command("grant_role", "nobody@example.org", "officer")


@pytest.mark.parametrize("role", rules.STAFF_ROLES)
def test_role_without_second_factor_is_no_role(role, request):
    who = {"facilitator": "bob", "officer": "carol", "finance": "fiona", "auditor": "audrey"}[role]
    user = request.getfixturevalue(who)
    assert rules.has_role(user, role)

    user.second_factor = False

    assert not rules.has_role(user, role)
    assert not user.has_perm("wagtailadmin.access_admin")
