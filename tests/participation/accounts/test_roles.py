"""Roles are given and taken by officers or at the console, each time in the audit log."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from participation.accounts import rules
from participation.accounts.actions import grant_role, revoke_role
from participation.models import AuditEvent, User

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    user = User.objects.get(pk=user.pk)
    user.second_factor = True
    return user


def test_officer_grants_and_revokes(carol, charlie):
    grant_role(actor=carol, user=charlie, role="facilitator")
    assert rules.has_role(fresh(charlie), "facilitator")

    revoke_role(actor=carol, user=charlie, role="facilitator")
    assert not fresh(charlie).is_staff
    assert [(event.verb, event.facts) for event in AuditEvent.objects.all()] == [
        ("grant_role", {"role": "facilitator"}),
        ("revoke_role", {"role": "facilitator"}),
    ]


@pytest.mark.parametrize("act", [grant_role, revoke_role])
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_roles_are_for_officers_alone(act, who, request, dave):
    with pytest.raises(PermissionDenied):
        act(actor=request.getfixturevalue(who), user=dave, role="officer")
    assert fresh(dave).role_names == {"officer"}


@pytest.mark.parametrize("act", [grant_role, revoke_role])
def test_nobody_changes_their_own_role(act, carol):
    with pytest.raises(PermissionDenied):
        act(actor=carol, user=carol, role="finance")


def test_auditor_holds_no_other_role(carol, audrey, bob):
    with pytest.raises(ValidationError, match="no other role"):
        grant_role(actor=carol, user=audrey, role="officer")
    with pytest.raises(ValidationError, match="no other role"):
        grant_role(actor=carol, user=bob, role="auditor")


def test_unknown_role_is_refused_in_words(carol, charlie):
    with pytest.raises(ValidationError, match="facilitator, officer, finance, auditor"):
        grant_role(actor=carol, user=charlie, role="mayor")


def test_granting_twice_is_one_event(carol, charlie):
    for _ in range(2):
        grant_role(actor=carol, user=charlie, role="facilitator")

    assert AuditEvent.objects.count() == 1


def test_console_makes_the_first_officer(charlie, capsys):
    call_command("grant_role", "Charlie@example.org", "officer")

    assert fresh(charlie).role_names == {"officer"}
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.acting_as, event.target_id) == (None, "console", str(charlie.pk))

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
