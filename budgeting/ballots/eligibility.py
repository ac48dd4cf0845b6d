"""Which pots of a round a person may decide about: the whole town's, and those of the ward they live in."""

from collections.abc import Iterable

from budgeting.rounds.models import RoundPot
from participation.accounts.models import Identity
from participation.areas.models import Area


def lineage(area: Area | None) -> set[int]:
    """Ids of an area and all that it lies in."""
    ids: set[int] = set()
    while area is not None and area.pk not in ids:
        ids.add(area.pk)
        area = area.parent
    return ids


def is_for(share: RoundPot, home: set[int]) -> bool:
    """True for a pot without area, of the whole town, or of an area that `home` (a lineage) lies in."""
    area = share.pot.area
    return area is None or area.kind == Area.Kind.CITY or area.pk in home


def pots_of(shares: Iterable[RoundPot], identity: Identity) -> list[RoundPot]:
    """Those of a round's pots that this person decides about, the own ward's first."""
    home = lineage(identity.area)
    mine = [share for share in shares if is_for(share, home)]
    return sorted(mine, key=lambda share: (share.pot.area_id not in home, share.pk))
