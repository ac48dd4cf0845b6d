"""Who checks the proposals of an area: a declared list, asked upwards from the area of a proposal."""

from collections.abc import Iterator
from typing import Any

from budgeting.rounds.assessing.models import AreaOfficer
from budgeting.rounds.assessing.rules import officers
from participation.accounts.models import User
from participation.areas.models import Area


def officer_for(area: Area) -> User | None:
    """The officer of the area, else of the area around it; None where nobody is named."""
    declared = dict(AreaOfficer.objects.values_list("area", "officer"))
    named = next((declared[each.pk] for each in _upwards(area) if each.pk in declared), None)
    return officers().filter(pk=named).first()


def _upwards(area: Area | None) -> Iterator[Any]:
    while area is not None:
        yield area
        area = area.parent
