"""Which pots of a round a person may decide about: the town's and the own ward's, or an electorate's own."""

from collections.abc import Iterable

from budgeting.ballots.codes.models import Elector
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


def electorate_of(identity: Identity) -> int | None:
    """The electorate of its own that an identity votes in; nobody with an account has one."""
    if identity.user_id is not None:
        return None
    return Elector.objects.filter(identity=identity).values_list("electorate_id", flat=True).first()


def is_for(share: RoundPot, home: set[int]) -> bool:
    """True for a pot without area, of the whole town, or of an area that `home` (a lineage) lies in."""
    area = share.pot.area
    return area is None or area.kind == Area.Kind.CITY or area.pk in home


def pots_of(shares: Iterable[RoundPot], identity: Identity) -> list[RoundPot]:
    """Those of a round's pots that this person decides about, the own ward's first.

    Pots declared for an electorate are its own alone, and it has no others: nobody votes twice for one pot.
    """
    home, electorate = lineage(identity.area), electorate_of(identity)
    mine = [
        share
        for share in shares
        if share.electorate_id == electorate and (electorate is not None or is_for(share, home))
    ]
    return sorted(mine, key=lambda share: (share.pot.area_id not in home, share.pk))
