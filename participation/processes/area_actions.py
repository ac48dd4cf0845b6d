"""What officers do to areas. Each act is logged. Lives here, since areas lie beneath the roles of people."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.processes.rules import may_change_areas


@transaction.atomic
def create_area(*, actor: User, **fields: Any) -> Area:
    """`fields` are those of Area. Raises PermissionDenied, and ValidationError naming the field."""
    _require_officer(actor)
    area = Area(**fields)
    area.full_clean()
    area.save()
    record(verb="create_area", actor=actor, acting_as=OFFICER, target=area)
    return area


@transaction.atomic
def change_area(*, actor: User, area: Area, **changes: Any) -> Area:
    """Raises PermissionDenied, and ValidationError naming the field."""
    _require_officer(actor)
    area = Area.objects.select_for_update().get(pk=area.pk)
    for name, value in changes.items():
        setattr(area, name, value)
    _refuse_circle(area)
    area.full_clean()
    area.save()
    facts = {"fields": sorted(changes)}
    record(verb="change_area", actor=actor, acting_as=OFFICER, target=area, facts=facts)
    return area


@transaction.atomic
def remove_area(*, actor: User, area: Area) -> None:
    """Only an area that nothing lies in can go. Raises PermissionDenied and ValidationError."""
    _require_officer(actor)
    pk = area.pk
    try:
        area.delete()
    except ProtectedError:
        raise ValidationError(_("People, ideas or money belong to this area, so it stays.")) from None
    area.pk = pk  # so that the log can name what was removed
    record(verb="remove_area", actor=actor, acting_as=OFFICER, target=area)


def _require_officer(actor: User) -> None:
    if not may_change_areas(actor):
        raise PermissionDenied(_("Only officers of the council change areas."))


def _refuse_circle(area: Area) -> None:
    above, seen = area.parent, {area.pk}
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"parent": _("An area cannot lie inside itself.")})
        seen.add(above.pk)
        above = above.parent
