"""Becoming a verified resident by matching the register. One Identity per person."""

import datetime
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.identity_keys import entry_key, identity_key, normalised_name
from participation.accounts.models import CensusEntry, Identity, KnownPerson, User, VerificationAttempt
from participation.accounts.register import hold_register
from participation.audit.actions import record
from participation.clock import database_now

MISSES_A_DAY = 5
# By all accounts together: accounts are free, so a limit for each would not stop who guesses at a neighbour.
MISSES_ABOUT_ONE_A_DAY = 10


def verify_by_census(*, user: User, name: str, birth_date: datetime.date, postcode: str) -> Identity:
    """The Identity of `user`, found in the register by what they typed; again the same when verified already.

    Raises ValidationError with code "missed", "taken", "undecided" or "too_many". A miss stays counted: only
    the match itself is one transaction.
    """
    if refusal := rules.part_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        # One try of a person at a time, so that parallel guesses cannot pass the limit.
        User.objects.select_for_update().get(pk=user.pk)
        about = identity_key("guess", normalised_name(name), postcode)
        outcome = _try_to_match(user, entry_key(name, birth_date, postcode), about)
    if isinstance(outcome, ValidationError):
        raise outcome
    user.__dict__["_identity"] = outcome
    return outcome


def _try_to_match(user: User, key: str, about: str) -> Identity | ValidationError:
    known = Identity.objects.filter(user=user).first()
    if known is not None:
        return known
    if tries_left(user) == 0:
        return ValidationError(_("You have used all your tries for today."), code="too_many")
    if _guessed_at_too_often(about):
        return ValidationError(
            _("These details were tried too often today. Come to the desk, or try again tomorrow."),
            code="too_many",
        )
    identity = _match(user, key)
    if isinstance(identity, ValidationError):
        VerificationAttempt.objects.create(user=user, about=about)
        return identity
    record(verb="verify_person", acting_as="register", target=identity, facts={"way": identity.way})
    return identity


def _match(user: User, key: str) -> Identity | ValidationError:
    entry = CensusEntry.objects.filter(key=key).first()
    if entry is None:
        return ValidationError(_("We could not find these details in the register."), code="missed")
    person = KnownPerson.objects.get(entry_key=key).person_key
    if not person:
        return ValidationError(
            _("More than one person may have these details. Only the desk can tell who is who."),
            code="undecided",
        )
    identity = claim(user, person, Identity.Way.CENSUS, entry.area_id, entry.birth_year)
    if identity is None:
        return ValidationError(_("Another account is already verified with these details."), code="taken")
    return identity


def _guessed_at_too_often(about: str) -> bool:
    hold_register()
    misses = VerificationAttempt.objects.filter(about=about, tried_at__gt=database_now() - timedelta(days=1))
    return misses.count() >= MISSES_ABOUT_ONE_A_DAY


def tries_left(user: User) -> int:
    """How often this person may still miss within a day."""
    day_ago = database_now() - timedelta(days=1)
    misses = VerificationAttempt.objects.filter(user=user, tried_at__gt=day_ago).count()
    return max(0, MISSES_A_DAY - misses)


def claim(user: User, key: str, way: str, area_id: int | None, birth_year: int | None) -> Identity | None:
    """The Identity with this key, now this user's; None when it is another account's."""
    if Identity.objects.filter(key=key, user=None).update(
        user=user,
        way=way,
        area=area_id,
        birth_year=birth_year,
        second_way="",
        phone_key="",
        subject_key="",
        erased_at=None,
    ):
        return Identity.objects.get(key=key)
    try:
        with transaction.atomic():
            return Identity.objects.create(
                user=user, key=key, way=way, area_id=area_id, birth_year=birth_year
            )
    except IntegrityError:
        return None
