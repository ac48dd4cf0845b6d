"""A signed declaration, by the rules that the round declared for an electorate such as its children."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgeting.ballots.actions.casting import refuse_outside_voting
from budgeting.ballots.codes.admitting import Admitted, admitted_person
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.eligibility import is_for
from budgeting.rounds.electorates import Electorate
from participation.accounts.identity_keys import identity_key, normalised_name
from participation.areas.models import Area
from participation.areas.tree import lineage
from participation.clock import database_now
from participation.limits.counting import count_act
from participation.limits.table import DECLARATIONS


def declare(
    *, electorate: Electorate, name: str, age_band: str, school: str, where: str, area: Area | None = None
) -> Admitted:
    """The person who declares this of themselves: one for each name, age band and school.

    `area` is where they live, asked for where the round has pots of parts of town. Whoever chose a wrong one
    signs again: it makes nobody a second person.

    Nothing of it is kept but a keyed hash. Raises ValidationError on a field, or with code "spent" when
    somebody with these details voted; BallotRefused outside the time of voting; TooOftenError.
    """
    _check(electorate, name, age_band, school)
    _check_area(electorate, area)
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
    identity = admitted_person(found, secret, area)
    refuse_outside_voting(electorate.round, database_now(), identity)
    return Admitted(identity, found.pk)


def places_asked(electorate: Electorate) -> QuerySet[Area]:
    """The wards that a declaration offers; none where all the money of the round is for the whole town."""
    of_parts = electorate.round.pots.filter(pot__area__isnull=False).exclude(pot__area__kind=Area.Kind.CITY)
    wards = Area.objects.filter(kind=Area.Kind.WARD)
    return wards if of_parts.exists() else wards.none()


def _check_area(electorate: Electorate, area: Area | None) -> None:
    places = places_asked(electorate)
    if not places.exists():
        return
    if area is None or area not in places:
        raise ValidationError({"area": _("Choose where you live.")})
    own = electorate.pots.select_related("pot__area")
    if not any(is_for(share, lineage(area)) for share in own):
        words = _("None of the pots of “%(who)s” is for %(area)s.") % {"who": electorate, "area": area}
        raise ValidationError({"area": words})


def _check(electorate: Electorate, name: str, age_band: str, school: str) -> None:
    if electorate.way != Electorate.Way.DECLARATION:
        raise ValidationError(_("These people show a code, not a declaration."))
    if not normalised_name(name):
        raise ValidationError({"name": _("Write your name.")})
    if age_band not in electorate.bands:
        raise ValidationError({"age_band": _("Choose how old you are.")})
    if school not in (electorate.groups or [""]):
        raise ValidationError({"school": _("Choose your school or group.")})
