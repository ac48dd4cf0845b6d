"""Roles: two officers give one, one officer takes one away; the first officers come from the console."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.models import Nomination, User
from participation.audit.actions import record
from participation.clock import database_now

OFFICERS_NEEDED = 2
CONSOLE = "console"


@transaction.atomic
def nominate(*, actor: User, user: User, role: str) -> Nomination:
    """Put `user` forward for a role. Raises ValidationError when it cannot be, or nobody could approve."""
    if refusal := rules.nominate_refusal(actor, user):
        raise PermissionDenied(refusal)
    _check_grantable(user, role)
    if role in _roles_held(user):
        raise ValidationError({"role": _("This person has this role already.")})
    if not officers().exclude(pk__in=[actor.pk, user.pk]).exists():
        raise ValidationError(no_second_officer())
    try:
        with transaction.atomic():
            nomination = Nomination.objects.create(user=user, role=role, nominated_by=actor)
    except IntegrityError:
        raise ValidationError({"role": _("This person is put forward for this role already.")}) from None
    record(verb="nominate", actor=actor, acting_as=rules.OFFICER, target=user, facts={"role": role})
    return nomination


@transaction.atomic
def approve_nomination(*, actor: User, nomination: Nomination) -> None:
    """Give the role that another officer put the person forward for. Raises ValidationError."""
    if refusal := rules.approve_nomination_refusal(actor, nomination):
        raise PermissionDenied(refusal)
    nomination = _locked_waiting(nomination)
    if not officers().filter(pk=nomination.nominated_by_id).exists():
        raise ValidationError(_("Who put this person forward is no longer an officer. Start again."))
    _give(nomination.user, nomination.role)
    _decide(nomination, actor, Nomination.State.APPROVED)
    record(
        verb="grant_role",
        actor=actor,
        acting_as=rules.OFFICER,
        target=nomination.user,
        facts={"role": nomination.role, "nominated_by": nomination.nominated_by_id},
    )


@transaction.atomic
def close_nomination(*, actor: User, nomination: Nomination) -> None:
    """Say no to a nomination, or take one's own back. Raises ValidationError when it is decided."""
    if refusal := rules.close_nomination_refusal(actor, nomination):
        raise PermissionDenied(refusal)
    nomination = _locked_waiting(nomination)
    _decide(nomination, actor, Nomination.State.CLOSED)
    record(
        verb="close_nomination",
        actor=actor,
        acting_as=rules.OFFICER,
        target=nomination.user,
        facts={"role": nomination.role},
    )


@transaction.atomic
def grant_at_console(*, user: User, role: str) -> None:
    """Give a role as whoever holds the server's shell, outside the rule of two. Raises ValidationError."""
    if role in _roles_held(user):
        return
    _give(user, role)
    record(verb="grant_role", acting_as=CONSOLE, target=user, facts={"role": role})


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: str) -> None:
    """Take a role away; `actor` None is the person at the console. Raises ValidationError.

    An officer leaves two officers behind, or nothing that takes two could be done; the console may go below.
    """
    if actor is not None and (refusal := rules.revoke_role_refusal(actor, user)):
        raise PermissionDenied(refusal)
    _check_known(role)
    # One change of a role at a time, so that two officers who part at once do not both see the other stay.
    group = Group.objects.select_for_update(no_key=True).get(name=role)
    if role not in _roles_held(user):
        return
    if actor is not None and role == rules.OFFICER and _too_few_without(user):
        raise ValidationError(
            _("Two officers must stay: sealing and certifying take two. Make another person officer first.")
        )
    user.groups.remove(group)
    user.__dict__.pop("_role_names", None)
    acting_as = CONSOLE if actor is None else rules.OFFICER
    record(verb="revoke_role", actor=actor, acting_as=acting_as, target=user, facts={"role": role})


def officers() -> QuerySet[User]:
    """Accounts that hold the officer's role and can log in."""
    found: QuerySet[User] = User.objects.filter(groups__name=rules.OFFICER, is_active=True, blocked_at=None)
    return found


def no_second_officer() -> str:
    return _(
        "No other officer could approve this. Whoever runs the server adds one: "
        "manage.py grant_role EMAIL officer"
    )


def _too_few_without(user: User) -> bool:
    return len(officers().exclude(pk=user.pk)) < OFFICERS_NEEDED


def _locked_waiting(nomination: Nomination) -> Nomination:
    fresh = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if fresh.state != Nomination.State.WAITING:
        raise ValidationError(_("This was decided already."), code="decided")
    return fresh


def _decide(nomination: Nomination, actor: User, state: str) -> None:
    nomination.state, nomination.decided_by, nomination.decided_at = state, actor, database_now()
    nomination.save(update_fields=["state", "decided_by", "decided_at"])


def _give(user: User, role: str) -> None:
    User.objects.select_for_update().get(pk=user.pk)
    _check_grantable(user, role)
    user.groups.add(Group.objects.get(name=role))
    user.__dict__.pop("_role_names", None)


def _check_grantable(user: User, role: str) -> None:
    _check_known(role)
    held = _roles_held(user)
    if held - {role} and rules.AUDITOR in held | {role}:
        raise ValidationError(_("An auditor holds no other role: take the other role away first."))
    if not user.is_active or user.blocked_at is not None:
        raise ValidationError(_("This person is blocked."))


def _check_known(role: str) -> None:
    if role not in rules.STAFF_ROLES:
        raise ValidationError(
            _("There is no role “%(role)s”. The roles are: %(all)s.")
            % {"role": role, "all": ", ".join(rules.STAFF_ROLES)}
        )


def _roles_held(user: User) -> set[str]:
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))
