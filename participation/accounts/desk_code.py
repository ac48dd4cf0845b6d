"""The code that an officer hands to a person whose papers they saw; typed once, into their account."""

import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.identity_keys import identity_key
from participation.accounts.models import Identity, SecondWay, User, VerificationAttempt
from participation.accounts.privacy.keeping import DESK_CODE_KEPT
from participation.accounts.verification import tries_left
from participation.accounts.ways import DeskCode
from participation.audit.actions import record
from participation.clock import database_now

# No letter or digit that looks like another: 30 signs, ten of them, more than half a million milliards.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_desk_code(identity: Identity, made_by: User) -> str:
    """A fresh code for this person, in two groups of five; an earlier one no longer works."""
    code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    made = {"code_key": _code_key(code), "made_by": made_by, "made_at": database_now()}
    DeskCode.objects.update_or_create(identity=identity, defaults=made)
    return f"{code[:5]}-{code[5:]}"


def redeem_desk_code(*, user: User, code: str) -> Identity:
    """Verify or confirm the account of who types the code. A wrong try is one of the day's few tries.

    Raises ValidationError with code "wrong", "other", "taken" or "too_many".
    """
    if refusal := rules.part_refusal(user):
        raise PermissionDenied(refusal)
    with transaction.atomic():
        # One try of a person at a time, so that parallel guesses cannot pass the limit.
        User.objects.select_for_update().get(pk=user.pk)
        outcome = _try(user, code)
    if isinstance(outcome, ValidationError):
        raise outcome
    user.__dict__["_identity"] = outcome
    return outcome


@transaction.atomic
def take_desk_code(*, actor: User, code: str) -> Identity:
    """The person for whom a colleague made this code, who brings it to the desk. The code is used up.

    Raises ValidationError with code "wrong".
    """
    if refusal := rules.census_refusal(actor):
        raise PermissionDenied(refusal)
    found = _fresh().exclude(made_by=actor).select_for_update().filter(code_key=_code_key(code)).first()
    if found is None:
        raise ValidationError(
            _("We do not know this code, or you made it yourself. Look the person up instead."),
            code="wrong",
        )
    identity = Identity.objects.get(pk=found.identity_id)
    found.delete()
    return identity


def _fresh() -> QuerySet[DeskCode]:
    return DeskCode.objects.filter(made_at__gt=database_now() - DESK_CODE_KEPT)


def _try(user: User, code: str) -> Identity | ValidationError:
    if tries_left(user) == 0:
        return ValidationError(_("You have used all your tries for today."), code="too_many")
    found = _fresh().exclude(made_by=user).select_for_update().filter(code_key=_code_key(code)).first()
    if found is None:
        VerificationAttempt.objects.create(user=user, about=_code_key(code))
        return ValidationError(_("We do not know this code. Look again, or ask at the desk."), code="wrong")
    identity = _take(user, found.identity_id)
    if isinstance(identity, Identity):
        found.delete()
        record(verb="verify_person", acting_as="desk code", target=identity, facts={"way": identity.way})
    return identity


def _take(user: User, identity_pk: int) -> Identity | ValidationError:
    own = Identity.objects.filter(user=user).first()
    if own is not None and own.pk != identity_pk:
        return ValidationError(
            _("This account is verified as another person than the code is for. Ask at the desk."),
            code="other",
        )
    if own is not None:
        Identity.objects.filter(pk=own.pk).update(second_way=SecondWay.DESK)
    else:
        free = Identity.objects.filter(pk=identity_pk, user=None)
        fresh = {"second_way": "", "phone_key": "", "subject_key": "", "erased_at": None}
        if not free.update(user=user, way=Identity.Way.CODE, **fresh):
            return ValidationError(
                _("Another account is already verified as this person. Ask at the desk."), code="taken"
            )
    return Identity.objects.get(pk=identity_pk)


def _code_key(code: str) -> str:
    return identity_key("desk code", code)
