"""A signed declaration, by the rules that the round declared for an electorate such as its children."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.ballots.actions.casting import refuse_outside_voting
from budgeting.ballots.codes.admitting import Admitted, admitted_person
from budgeting.ballots.codes.models import Admission
from budgeting.rounds.electorates import Electorate
from participation.accounts.identity_keys import identity_key, normalised_name
from participation.clock import database_now
from participation.limits.counting import count_act
from participation.limits.table import DECLARATIONS


def declare(*, electorate: Electorate, name: str, age_band: str, school: str, where: str) -> Admitted:
    """The person who declares this of themselves: one for each name, age band and school.

    Nothing of it is kept but a keyed hash. Raises ValidationError on a field, or with code "spent" when
    somebody with these details voted; BallotRefused outside the time of voting; TooOftenError.
    """
    _check(electorate, name, age_band, school)
    count_act(DECLARATIONS, where)
    secret = "\x1f".join([str(electorate.pk), normalised_name(name), age_band, school])
    found, _new = Admission.objects.get_or_create(
        key=identity_key("declaration", secret),
        defaults={"round_id": electorate.round_id, "electorate": electorate},
    )
    if found.spent:
        raise ValidationError(
            _(
                "Somebody who declared the same has voted already. Was it not you? "
                "Tell the person who helps you here: the council’s desk can look into it."
            ),
            code="spent",
        )
    identity = admitted_person(found, secret)
    refuse_outside_voting(electorate.round, database_now(), identity)
    return Admitted(identity, found.pk)


def _check(electorate: Electorate, name: str, age_band: str, school: str) -> None:
    if electorate.way != Electorate.Way.DECLARATION:
        raise ValidationError(_("These people show a code, not a declaration."))
    if not normalised_name(name):
        raise ValidationError({"name": _("Write your name.")})
    if age_band not in electorate.bands:
        raise ValidationError({"age_band": _("Choose how old you are.")})
    if school not in (electorate.groups or [""]):
        raise ValidationError({"school": _("Choose your school or group.")})
