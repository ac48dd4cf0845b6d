"""The way to an erasure: a person says what shall happen to their words, then types a fresh code."""

import secrets
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.identity_keys import identity_key
from participation.accounts.models import User
from participation.accounts.privacy.erasing import erase_person, obstacles_of
from participation.accounts.privacy.farewell import send_erasure_code
from participation.accounts.privacy.keeping import ERASURE_CODE_LASTS
from participation.accounts.privacy.models import ErasureRequest
from participation.clock import database_now

DIGITS = 6


def open_request(user: User) -> ErasureRequest | None:
    """This person's wish, while its code can still be typed."""
    found = ErasureRequest.objects.filter(person=user).first()
    return found if found and found.made_at > database_now() - ERASURE_CODE_LASTS else None


@transaction.atomic
def ask_erasure(*, user: User, keep_words: bool) -> None:
    """Keep the choice and mail a code. Raises ValidationError with code "obstacle" or "too_many"."""
    if refusal := rules.part_refusal(user):
        raise PermissionDenied(refusal)
    if found := obstacles_of(user):
        raise ValidationError([each.reason for each in found], code="obstacle")
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    fresh = {"keep_words": keep_words, "code_key": _code_key(user, code), "made_at": database_now()}
    try:
        with transaction.atomic():
            _request, made = ErasureRequest.objects.get_or_create(person=user, defaults=fresh)
            if not made:
                again = ErasureRequest.objects.filter(person=user)
                again.update(**fresh, tries=0, sent=F("sent") + 1)
    except IntegrityError:
        raise ValidationError(
            _("You have had all codes that we send in one day. Try again tomorrow."), code="too_many"
        ) from None
    transaction.on_commit(partial(send_erasure_code, user.email, str(user), user.language, code))


@transaction.atomic
def drop_erasure(*, user: User) -> None:
    """The person stays. The row stays for a day, too, or the limit of codes would begin anew."""
    ErasureRequest.objects.filter(person=user).update(made_at=database_now() - ERASURE_CODE_LASTS)


def erase_by_code(*, user: User, code: str) -> None:
    """Erase the person who types the code that was mailed to them. A wrong try is counted.

    Raises ValidationError with code "wrong", "expired", "too_many" or "obstacle".
    """
    if refusal := rules.part_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        # One try of a person at a time, so that parallel guesses cannot pass the limit.
        User.objects.select_for_update().get(pk=user.pk)
        refused = _try(user, code)
    if refused is not None:
        raise refused


def _try(user: User, code: str) -> ValidationError | None:
    request = open_request(user)
    if request is None:
        return ValidationError(_("This code is too old. Ask for a new one."), code="expired")
    try:
        with transaction.atomic():
            ErasureRequest.objects.filter(pk=request.pk).update(tries=F("tries") + 1)
    except IntegrityError:
        return ValidationError(_("Too many wrong tries. Ask for a new code."), code="too_many")
    if not secrets.compare_digest(_code_key(user, code.strip()), request.code_key):
        return ValidationError(_("This is not the code that we sent. Look again."), code="wrong")
    erase_person(person=user, keep_words=request.keep_words)
    return None


def _code_key(user: User, code: str) -> str:
    return identity_key("erasure", str(user.pk), code)
