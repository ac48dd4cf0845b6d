"""What is done to people: roles, verification, blocks. Each act by staff or a machine is in the audit log."""

from functools import partial
from typing import Any, BinaryIO

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.census_file import read_census
from participation.accounts.models import CensusEntry, CensusUpload, User
from participation.accounts.signals import person_blocked
from participation.accounts.verification import verify_at_desk, verify_by_census
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now

__all__ = [
    "block_person",
    "grant_role",
    "revoke_role",
    "unblock_person",
    "upload_census",
    "verify_at_desk",
    "verify_by_census",
]
BATCH = 2000


@transaction.atomic
def grant_role(*, actor: User | None, user: User, role: str) -> None:
    """Give `user` a role; `actor` None is the person at the machine's console. Raises ValidationError."""
    _check_role_change(actor, user, role)
    held = set(User.objects.select_for_update().get(pk=user.pk).groups.values_list("name", flat=True))
    if role in held:
        return
    if held and rules.AUDITOR in held | {role}:
        raise ValidationError(_("An auditor holds no other role: take the other role away first."))
    user.groups.add(Group.objects.get(name=role))
    user.__dict__.pop("_role_names", None)
    record(verb="grant_role", actor=actor, acting_as=_acting_as(actor), target=user, facts={"role": role})


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: str) -> None:
    """Take a role away; `actor` None is the person at the machine's console. Raises ValidationError."""
    _check_role_change(actor, user, role)
    User.objects.select_for_update().get(pk=user.pk)
    group = user.groups.filter(name=role).first()
    if group is None:
        return
    user.groups.remove(group)
    user.__dict__.pop("_role_names", None)
    record(verb="revoke_role", actor=actor, acting_as=_acting_as(actor), target=user, facts={"role": role})


def _check_role_change(actor: User | None, user: User, role: str) -> None:
    if actor is not None and not rules.may_change_roles(actor, user):
        raise PermissionDenied
    if role not in rules.STAFF_ROLES:
        raise ValidationError(
            _("There is no role “%(role)s”. The roles are: %(all)s.")
            % {"role": role, "all": ", ".join(rules.STAFF_ROLES)}
        )


def _acting_as(actor: User | None) -> str:
    return "console" if actor is None else rules.OFFICER


def upload_census(*, actor: User, file: BinaryIO) -> CensusUpload:
    """Replace the register by the file's people, kept as keyed hashes alone.

    Raises ValidationError with one message a fault (line and column); then nothing has changed.
    """
    if not rules.may_upload_census(actor):
        raise PermissionDenied
    wards = dict(Area.objects.filter(kind=Area.Kind.WARD).values_list("name", "pk"))
    rows = read_census(file, wards, database_now().date())
    with transaction.atomic():
        upload = CensusUpload.objects.create(uploaded_by=actor, rows=len(rows))
        CensusEntry.objects.all().delete()
        CensusEntry.objects.bulk_create(
            (
                CensusEntry(
                    key=row.key,
                    person_key=row.person_key,
                    upload=upload,
                    area_id=row.area_id,
                    birth_year=row.birth_year,
                )
                for row in rows
            ),
            batch_size=BATCH,
        )
        record(
            verb="upload_census",
            actor=actor,
            acting_as=rules.OFFICER,
            target=upload,
            facts={"rows": len(rows)},
        )
    return upload


@transaction.atomic
def block_person(*, actor: User, user: User, reason: str) -> None:
    """Close an account: its sessions end, its sockets close, it cannot log in; what it wrote stays."""
    _change_block(actor, user, reason, verb="block_person")
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    transaction.on_commit(partial(_close_what_is_open, user.pk, sessions))


@transaction.atomic
def unblock_person(*, actor: User, user: User, reason: str) -> None:
    """Let a blocked person log in again."""
    _change_block(actor, user, reason, verb="unblock_person")


def _change_block(actor: User, user: User, reason: str, *, verb: str) -> None:
    if not rules.may_block(actor, user):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason is kept with the decision.")})
    user.blocked_at = database_now() if verb == "block_person" else None
    user.save(update_fields=["blocked_at"])
    record(verb=verb, actor=actor, acting_as=_staff_role(actor), target=user, reason=reason)


def _staff_role(actor: User) -> str:
    return rules.FACILITATOR if rules.FACILITATOR in actor.role_names else rules.OFFICER


def _close_what_is_open(user_pk: int, sessions: list[Any]) -> None:
    for session in sessions:
        session.end()
    person_blocked.send(sender=User, user_pk=user_pk)
