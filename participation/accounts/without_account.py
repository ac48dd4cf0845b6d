"""People whom the register has and who take no account: confirmed by a code by phone or by post."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.identity_keys import entry_key, identity_key, normalised_name
from participation.accounts.letter_acts import new_letter, try_letter_code
from participation.accounts.letters import Letter
from participation.accounts.models import CensusEntry, Identity, KnownPerson
from participation.accounts.register import hold_register
from participation.accounts.second_way import send_code_to, try_phone_code
from participation.accounts.sms import international
from participation.limits.counting import count_act
from participation.limits.table import REGISTER_TRIES, TRIES_ABOUT_ONE


def find_in_register(*, name: str, birth_date: datetime.date, postcode: str, where: str) -> Identity:
    """The person whom the register has under these details, and who has no account.

    Every look is counted for the connection `where` and about the person. Raises TooOftenError, and
    ValidationError with code "missed", "undecided" or "account".
    """
    count_act(REGISTER_TRIES, where)
    count_act(TRIES_ABOUT_ONE, identity_key("guess", normalised_name(name), postcode))
    with transaction.atomic():
        hold_register()
        identity = _person(entry_key(name, birth_date, postcode))
    if identity.user_id is not None:
        raise ValidationError(
            _("Somebody with these details has an account here. Log in with it, or visit the desk."),
            code="account",
        )
    return identity


def _person(key: str) -> Identity:
    entry = CensusEntry.objects.filter(key=key).first()
    if entry is None:
        raise ValidationError(
            _(
                "We could not find these details in the register. Look at the name, the day of birth and the "
                "postcode: they must be as in letters from the council. Its desk can help you, too."
            ),
            code="missed",
        )
    person = KnownPerson.objects.get(entry_key=key).person_key
    if not person:
        raise ValidationError(
            _("More than one person may have these details. Only the desk can tell who is who."),
            code="undecided",
        )
    made = {"way": Identity.Way.CENSUS, "area_id": entry.area_id, "birth_year": entry.birth_year}
    return Identity.objects.get_or_create(key=person, defaults=made)[0]


@transaction.atomic
def send_code(*, identity: Identity, phone: str) -> None:
    """Send a code to the telephone of who was found in the register.

    A telephone that confirmed this person before may confirm them again, and no other. Raises ValidationError
    as `send_phone_code` does, or with code "known"; after commit GatewayDownError.
    """
    whole = international(phone)
    fresh = Identity.objects.select_for_update().get(pk=identity.pk)
    _refuse_known(fresh, identity_key("phone", whole))
    send_code_to(fresh, whole)


def confirm_by_code(*, identity: Identity, code: str) -> Identity:
    """Raises ValidationError with code "wrong", "expired", "too_many", "phone_used" or "account"."""
    with transaction.atomic():
        outcome = try_phone_code(_still_free(identity), code)
    return _confirmed(outcome)


def ask_for_letter(*, identity: Identity, name: str, address: str) -> Letter:
    """Ask for a letter to the person's address in the register. Raises ValidationError."""
    with transaction.atomic():
        fresh = _still_free(identity)
        _refuse_known(fresh, "")
        outcome = new_letter(fresh, None, name, address)
    if isinstance(outcome, ValidationError):
        raise outcome
    return outcome


def confirm_by_post(*, identity: Identity, code: str) -> Identity:
    """Raises ValidationError with code "wrong", "expired", "too_many" or "account"."""
    with transaction.atomic():
        outcome = try_letter_code(_still_free(identity), code)
    return _confirmed(outcome)


def can_send_texts() -> bool:
    return bool(settings.SMS_GATEWAY)


def _confirmed(outcome: Identity | ValidationError) -> Identity:
    if isinstance(outcome, ValidationError):
        raise outcome
    return outcome


def _still_free(identity: Identity) -> Identity:
    """The person under lock. Raises ValidationError when an account took the identity meanwhile."""
    fresh = Identity.objects.select_for_update().get(pk=identity.pk)
    if fresh.user_id is not None:
        raise ValidationError(_("This person has an account here now. Log in with it."), code="account")
    return fresh


def _refuse_known(identity: Identity, phone_key: str) -> None:
    """Who was confirmed once is not confirmed anew by whoever knows what the register holds."""
    if identity.rests_on_register_alone or (phone_key and identity.phone_key == phone_key):
        return
    raise ValidationError(
        _("This person was confirmed before in another way. Use the same telephone, or visit the desk."),
        code="known",
    )
