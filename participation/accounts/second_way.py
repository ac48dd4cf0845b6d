"""The second way: a resident found in the register shows that they are that person, before a ballot opens."""

import secrets
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.identity_keys import identity_key
from participation.accounts.models import Identity, SecondWay, User
from participation.accounts.sms import gateway, international
from participation.accounts.ways import PhoneCode, VerificationPolicy
from participation.audit.actions import record
from participation.clock import database_now

DIGITS = 6
CODE_LASTS = timedelta(minutes=15)


def open_phone_code(identity: Identity) -> PhoneCode | None:
    """The newest code sent to this person, while it can still be typed."""
    newest = PhoneCode.objects.filter(identity=identity).order_by("-pk").first()
    return newest if newest and newest.made_at > database_now() - CODE_LASTS else None


@transaction.atomic
def send_phone_code(*, user: User, phone: str) -> None:
    """Send a code by text message to the resident's telephone; the number itself is not kept.

    Raises ValidationError with code "number", "phone_used" or "too_many"; after commit GatewayDownError.
    """
    if refusal := rules.phone_refusal(user):
        raise PermissionDenied(refusal)
    send_code_to(Identity.objects.select_for_update().get(user=user), international(phone))


def send_code_to(identity: Identity, whole: str) -> None:
    """Send a code to a telephone that is nobody else's; inside a transaction that holds the identity.

    `whole` is the number in its international form. Raises ValidationError as `send_phone_code` does.
    """
    phone_key = identity_key("phone", whole)
    if Identity.objects.filter(phone_key=phone_key).exclude(pk=identity.pk).exists():
        raise _phone_used()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    today = database_now().date()
    sent = PhoneCode.objects.filter(identity=identity, day=today).count()
    try:
        with transaction.atomic():
            PhoneCode.objects.create(
                identity=identity,
                day=today,
                number=sent + 1,
                code_key=_code_key(identity, code),
                phone_key=phone_key,
            )
    except IntegrityError:
        raise ValidationError(
            _("You have had all codes that we send in one day. Try again tomorrow, or visit the desk."),
            code="too_many",
        ) from None
    transaction.on_commit(partial(gateway().send, phone=whole, code=code))


def confirm_by_phone(*, user: User, code: str) -> Identity:
    """Confirm the resident who types the code that came by text message.

    Raises ValidationError with code "wrong", "expired", "too_many" or "phone_used". A wrong try is counted.
    """
    if refusal := rules.phone_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        outcome = try_phone_code(Identity.objects.select_for_update().get(user=user), code)
    if isinstance(outcome, ValidationError):
        raise outcome
    user.__dict__["_identity"] = outcome
    return outcome


def try_phone_code(identity: Identity, code: str) -> Identity | ValidationError:
    """One counted try at the code that was sent. The refusal is returned, so that the try stays counted."""
    waiting = open_phone_code(identity)
    if waiting is None:
        return ValidationError(_("This code is too old. Ask for a new one."), code="expired")
    try:
        with transaction.atomic():
            PhoneCode.objects.filter(pk=waiting.pk).update(tries=F("tries") + 1)
    except IntegrityError:
        return ValidationError(_("Too many wrong tries. Ask for a new code."), code="too_many")
    typed = _code_key(identity, code)
    if not secrets.compare_digest(typed, waiting.code_key):
        return ValidationError(_("This is not the code that we sent. Look again."), code="wrong")
    try:
        with transaction.atomic():
            identity.second_way, identity.phone_key = SecondWay.SMS, waiting.phone_key
            identity.save(update_fields=["second_way", "phone_key"])
    except IntegrityError:
        return _phone_used()
    PhoneCode.objects.filter(identity=identity).delete()
    record(verb="confirm_person", acting_as="sms", target=identity, facts={"way": SecondWay.SMS})
    return identity


def _code_key(identity: Identity, code: str) -> str:
    return identity_key("phone code", str(identity.pk), code)


def _phone_used() -> ValidationError:
    return ValidationError(
        _("Another person was confirmed with this telephone. Use another one, or visit the desk."),
        code="phone_used",
    )


@transaction.atomic
def change_verification_policy(
    *, actor: User, asks_second_way: bool, offers_sms: bool, offers_letter: bool, offers_provider: bool
) -> None:
    """Change what the council asks for before a ballot, for everyone from now on."""
    if refusal := rules.census_refusal(actor):
        raise PermissionDenied(refusal)
    chosen = {
        "asks_second_way": asks_second_way,
        "offers_sms": offers_sms,
        "offers_letter": offers_letter,
        "offers_provider": offers_provider,
    }
    policy, _made = VerificationPolicy.objects.update_or_create(pk=1, defaults=chosen)
    record(verb="change_verification", actor=actor, acting_as=rules.OFFICER, target=policy, facts=chosen)
