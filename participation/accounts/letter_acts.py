"""Letters with a code: a resident asks, an officer prints and posts them, the resident types the code."""

import datetime
import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.desk_code import SIGNS
from participation.accounts.identity_keys import entry_key, identity_key
from participation.accounts.letters import CODE_LASTS, Letter
from participation.accounts.models import (
    CensusEntry,
    Identity,
    KnownPerson,
    SecondWay,
    User,
    VerificationAttempt,
)
from participation.accounts.verification import tries_left
from participation.audit.actions import record
from participation.clock import database_now

GROUP = 4


def letter_of(user: User) -> Letter | None:
    return Letter.objects.filter(identity__user=user).first()


def ask_letter(*, user: User, name: str, birth_date: datetime.date, address: str, postcode: str) -> Letter:
    """Ask for a letter to the person's address in the register.

    The register must know this person under this name, birthday and postcode; a miss is one of the day's few
    tries. Raises ValidationError with code "missed", "too_many" or "asked".
    """
    if refusal := rules.letter_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        outcome = _ask(user, entry_key(name, birth_date, postcode), name, f"{address}\n{postcode}")
    if isinstance(outcome, ValidationError):
        raise outcome
    return outcome


def _ask(user: User, key: str, name: str, address: str) -> Letter | ValidationError:
    identity = Identity.objects.get(user=user)
    if tries_left(user) == 0:
        return ValidationError(_("You have used all your tries for today."), code="too_many")
    if not _is_listed(identity, key):
        VerificationAttempt.objects.create(user=user, about=identity_key("letter", str(identity.pk)))
        return ValidationError(
            _("The register does not have you with these details. We send letters to that address alone."),
            code="missed",
        )
    return new_letter(identity, user, name, address)


def _is_listed(identity: Identity, key: str) -> bool:
    listed = CensusEntry.objects.filter(key=key).exists()
    return listed and KnownPerson.objects.filter(entry_key=key, person_key=identity.key).exists()


def new_letter(identity: Identity, user: User | None, name: str, address: str) -> Letter | ValidationError:
    """A letter to who was found in the register; `user` None: to somebody without an account."""
    try:
        with transaction.atomic():
            return Letter.objects.create(identity=identity, user=user, name=name, address=address)
    except IntegrityError:
        return ValidationError(
            _("You asked for a letter already. Wait for it, or visit the desk."), code="asked"
        )


@transaction.atomic
def print_letter(*, actor: User, letter: Letter) -> str:
    """A code for this letter, which is shown once; one that was printed before no longer works."""
    fresh = _waiting(actor, letter)
    code = "".join(secrets.choice(SIGNS) for _sign in range(2 * GROUP))
    fresh.code_key, fresh.printed_at, fresh.printed_by = _code_key(fresh, code), database_now(), actor
    fresh.save(update_fields=["code_key", "printed_at", "printed_by"])
    record(verb="print_letter", actor=actor, acting_as=rules.OFFICER, target=fresh.identity)
    return f"{code[:GROUP]}-{code[GROUP:]}"


@transaction.atomic
def post_letter(*, actor: User, letter: Letter) -> None:
    """The letter is in the post: its address is deleted."""
    fresh = _waiting(actor, letter)
    if fresh.printed_at is None:
        raise ValidationError(_("Print this letter first."))
    fresh.name = fresh.address = ""
    fresh.sent_at = database_now()
    fresh.save(update_fields=["name", "address", "sent_at"])
    record(verb="post_letter", actor=actor, acting_as=rules.OFFICER, target=fresh.identity)


@transaction.atomic
def refuse_letter(*, actor: User, letter: Letter) -> None:
    """The address is not the one in the register: no letter goes, and its code, if printed, is none."""
    fresh = _waiting(actor, letter)
    fresh.name = fresh.address = fresh.code_key = ""
    fresh.printed_at, fresh.refused_at = None, database_now()
    fresh.save(update_fields=["name", "address", "code_key", "printed_at", "refused_at"])
    record(verb="refuse_letter", actor=actor, acting_as=rules.OFFICER, target=fresh.identity)


def confirm_by_letter(*, user: User, code: str) -> Identity:
    """Confirm the resident who types the code from the letter. A wrong try is counted, for good.

    Raises ValidationError with code "wrong", "expired" or "too_many".
    """
    if refusal := rules.letter_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        outcome = try_letter_code(Identity.objects.select_for_update().get(user=user), code, user)
    if isinstance(outcome, ValidationError):
        raise outcome
    user.__dict__["_identity"] = outcome
    return outcome


def try_letter_code(identity: Identity, code: str, user: User | None = None) -> Identity | ValidationError:
    """One counted try at the code in the letter. The refusal is returned, so that the try stays counted."""
    letters = Letter.objects.filter(identity=identity).exclude(code_key="")
    if user is not None:
        # Who prints letters knows their codes: no officer confirms themselves.
        letters = letters.exclude(printed_by=user)
    letter = letters.first()
    if letter is None or letter.printed_at is None or letter.printed_at <= database_now() - CODE_LASTS:
        return ValidationError(
            _("No letter with a code that still works is on its way to you."), code="expired"
        )
    try:
        with transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(tries=F("tries") + 1)
    except IntegrityError:
        return ValidationError(_("Too many wrong tries. Visit the desk with a document."), code="too_many")
    if not secrets.compare_digest(_code_key(letter, code), letter.code_key):
        return ValidationError(_("This is not the code in the letter. Look again."), code="wrong")
    identity.second_way = SecondWay.LETTER
    identity.save(update_fields=["second_way"])
    letter.delete()
    record(verb="confirm_person", acting_as="letter", target=identity, facts={"way": SecondWay.LETTER})
    return identity


def _waiting(actor: User, letter: Letter) -> Letter:
    if refusal := rules.send_letter_refusal(actor, letter):
        raise PermissionDenied(refusal)
    fresh: Letter | None = Letter.objects.to_print().select_for_update().filter(pk=letter.pk).first()
    if fresh is None:
        raise ValidationError(_("This letter was dealt with already."))
    return fresh


def _code_key(letter: Letter, code: str) -> str:
    return identity_key("letter code", str(letter.pk), code)
