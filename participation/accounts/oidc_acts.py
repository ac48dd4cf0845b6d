"""What a provider's claims do: verify whom the register has, or confirm who was found there before."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.identity_keys import entry_key, identity_key
from participation.accounts.models import (
    CensusEntry,
    Identity,
    KnownPerson,
    SecondWay,
    User,
    VerificationAttempt,
)
from participation.accounts.verification import claim, tries_left
from participation.audit.actions import record


def confirm_by_provider(*, user: User, claims: Mapping[str, Any]) -> Identity:
    """Verify or confirm the person of whom the provider says `claims`. A miss is one of the day's few tries.

    Raises ValidationError with code "claims", "missed", "other", "taken", "used" or "too_many".
    """
    if refusal := rules.provider_refusal(user):
        raise PermissionDenied(refusal)
    subject = subject_key(str(claims["sub"]))
    entry = _entry(claims)
    with transaction.atomic():
        # One try of a person at a time, so that parallel tries cannot pass the limit.
        User.objects.select_for_update().get(pk=user.pk)
        outcome = _match(user, entry, subject)
        if isinstance(outcome, ValidationError):
            VerificationAttempt.objects.create(user=user, about=subject)
    if isinstance(outcome, ValidationError):
        raise outcome
    user.__dict__["_identity"] = outcome
    return outcome


def subject_key(subject: str) -> str:
    """The keyed hash of who this is to the provider. Capitals and signs count, unlike in our other keys."""
    whole = f"{settings.OIDC_SERVER_URL}\n{subject}"
    return identity_key("provider", hashlib.sha256(whole.encode()).hexdigest())


def _entry(claims: Mapping[str, Any]) -> str:
    """The key of the register's row with what the provider declares."""
    found = {ours: _claim(claims, theirs) for ours, theirs in settings.OIDC_CLAIMS.items()}
    try:
        born = datetime.date.fromisoformat(found["birthdate"])
    except ValueError:
        found["birthdate"] = ""
    if missing := [_WORDS[name] for name, value in found.items() if not value]:
        words = _("%(provider)s did not tell us your %(facts)s. Visit the desk with a document.")
        raise ValidationError(
            words % {"provider": settings.OIDC_NAME, "facts": ", ".join(str(word()) for word in missing)},
            code="claims",
        )
    return entry_key(f"{found['given_name']} {found['family_name']}", born, found["postcode"])


_WORDS = {
    "given_name": lambda: _("first names"),
    "family_name": lambda: _("family name"),
    "birthdate": lambda: _("date of birth"),
    "postcode": lambda: _("postcode"),
}


def _claim(claims: Mapping[str, Any], path: str) -> str:
    value: Any = claims
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def _match(user: User, entry: str, subject: str) -> Identity | ValidationError:
    if tries_left(user) == 0:
        return ValidationError(_("You have used all your tries for today."), code="too_many")
    listed = CensusEntry.objects.filter(key=entry).first()
    person = KnownPerson.objects.filter(entry_key=entry).exclude(person_key="").first()
    if listed is None or person is None:
        words = _("The council’s register does not have you with the details that %(provider)s gave us.")
        return ValidationError(words % {"provider": settings.OIDC_NAME}, code="missed")
    own = Identity.objects.select_for_update().filter(user=user).first()
    if own is not None and own.key != person.person_key:
        words = _("This account is verified as another person than %(provider)s says. Visit the desk.")
        return ValidationError(words % {"provider": settings.OIDC_NAME}, code="other")
    try:
        with transaction.atomic():
            identity = own or claim(
                user, person.person_key, Identity.Way.PROVIDER, listed.area_id, listed.birth_year
            )
            if identity is None:
                return _taken()
            identity.second_way, identity.subject_key = SecondWay.PROVIDER, subject
            identity.save(update_fields=["second_way", "subject_key"])
    except IntegrityError:
        return _used()
    record(verb="confirm_person", acting_as="provider", target=identity, facts={"way": SecondWay.PROVIDER})
    return identity


def _taken() -> ValidationError:
    return ValidationError(
        _(
            "Another account is already verified as you. If it is yours, log in with its email address. "
            "If not, visit the desk with a document: two officers can give you your identity back."
        ),
        code="taken",
    )


def _used() -> ValidationError:
    words = _(
        "Your account at %(provider)s confirmed another person here. Visit the desk with a document: "
        "two officers can put it right."
    )
    return ValidationError(words % {"provider": settings.OIDC_NAME}, code="used")
