"""What is done to people: roles, verification, blocks. Each act by staff or a machine is in the audit log."""

from functools import partial
from typing import Any, BinaryIO

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.census_file import read_census
from participation.accounts.desk import hand_out_code, verify_at_desk
from participation.accounts.display_name import change_name
from participation.accounts.letter_acts import (
    ask_letter,
    confirm_by_letter,
    post_letter,
    print_letter,
    refuse_letter,
)
from participation.accounts.models import CensusUpload, User
from participation.accounts.oidc_acts import confirm_by_provider
from participation.accounts.reclaim import approve_reclaim, ask_reclaim, close_reclaim
from participation.accounts.register import hold_register, refuse_much_smaller, replace_register
from participation.accounts.role_acts import (
    approve_nomination,
    close_nomination,
    grant_at_console,
    nominate,
    revoke_role,
)
from participation.accounts.second_way import change_verification_policy
from participation.accounts.signals import person_blocked
from participation.accounts.verification import verify_by_census
from participation.areas.models import Area
from participation.audit.actions import record
from participation.audit.notes import digest_of
from participation.clock import database_now

__all__ = [
    "approve_nomination",
    "approve_reclaim",
    "ask_letter",
    "ask_reclaim",
    "block_person",
    "change_name",
    "change_verification_policy",
    "close_nomination",
    "close_reclaim",
    "confirm_by_letter",
    "confirm_by_provider",
    "grant_at_console",
    "hand_out_code",
    "nominate",
    "post_letter",
    "print_letter",
    "refuse_letter",
    "revoke_role",
    "unblock_person",
    "upload_census",
    "verify_at_desk",
    "verify_by_census",
]


def upload_census(*, actor: User, file: BinaryIO, much_smaller: bool = False) -> CensusUpload:
    """Replace the register by the file's people, kept as keyed hashes alone.

    `much_smaller` says that the officer means a file with less than half of the people there were.
    Raises ValidationError with one message a fault (line and column); then nothing has changed.
    """
    if refusal := rules.census_refusal(actor):
        raise PermissionDenied(refusal)
    wards = dict(Area.objects.filter(kind=Area.Kind.WARD).values_list("name", "pk"))
    rows = read_census(file, wards, database_now().date())
    with transaction.atomic():
        hold_register()
        if not much_smaller:
            refuse_much_smaller(len(rows))
        upload = CensusUpload.objects.create(uploaded_by=actor, rows=len(rows))
        replace_register(upload, rows)
        record(
            verb="upload_census",
            actor=actor,
            acting_as=rules.OFFICER,
            target=upload,
            facts={"rows": len(rows)},
        )
    return upload


@transaction.atomic
def block_person(*, actor: User, user: User, reason: str, decision: int) -> None:
    """Close an account: its sessions end, its sockets close, it cannot log in; what it wrote stays.

    The reason stays with the decision, which has this number; the log cannot be redacted.
    """
    _change_block(actor, user, reason, decision, verb="block_person")
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    transaction.on_commit(partial(_close_what_is_open, user.pk, sessions))


@transaction.atomic
def unblock_person(*, actor: User, user: User, reason: str, decision: int) -> None:
    """Let a blocked person log in again."""
    _change_block(actor, user, reason, decision, verb="unblock_person")


def _change_block(actor: User, user: User, reason: str, decision: int, *, verb: str) -> None:
    if refusal := rules.block_refusal(actor, user):
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason is kept with the decision.")})
    user.blocked_at = database_now() if verb == "block_person" else None
    user.save(update_fields=["blocked_at"])
    facts = {"decision": decision, "words_digest": digest_of(reason.strip())}
    record(verb=verb, actor=actor, acting_as=_staff_role(actor), target=user, facts=facts)


def _staff_role(actor: User) -> str:
    return rules.FACILITATOR if rules.FACILITATOR in actor.role_names else rules.OFFICER


def _close_what_is_open(user_pk: int, sessions: list[Any]) -> None:
    for session in sessions:
        session.end()
    person_blocked.send(sender=User, user_pk=user_pk)
