"""What each campaign asks for by the ratio, once each person's limit is kept over all campaigns."""

from collections import defaultdict
from collections.abc import Mapping

from .shapes import Limits
from .sharing import proportional
from .tallies import Tally


class Claims:
    """By campaign's id. Who reaches their limit brings each of their campaigns the same part of what they
    wished; rounding as everywhere: largest remainders, then the smaller id."""

    def __init__(self, tallies: Mapping[int, Tally], limits: Limits) -> None:
        self.limit, self.tallies = limits.per_person, tallies
        self.amounts = {id: sum(tally.wished.values()) for id, tally in tallies.items()}
        self.bound = {} if self.limit is None else _above(tallies, self.limit)
        for person in self.bound:
            self._put(person, 1)

    def drop(self, id: int) -> None:
        """The campaign is out: those who backed it bring more to their others."""
        del self.amounts[id]
        for person in self.tallies[id].wished.keys() & self.bound.keys():
            self._put(person, -1)
            del self.bound[person][id]
            self._put(person, 1)

    def _put(self, person: int, sign: int) -> None:
        """Take what the person's limit costs each of their campaigns off (1), or give it back (-1)."""
        wishes = self.bound[person]
        kept = _within(wishes, self.limit)
        for id, wish in wishes.items():
            if id in self.amounts:
                self.amounts[id] -= sign * (wish - kept[id])


def _above(tallies: Mapping[int, Tally], limit: int) -> dict[int, dict[int, int]]:
    """Of each person who wished more than the limit: what they wished, by campaign's id."""
    wishes: dict[int, dict[int, int]] = defaultdict(dict)
    for id, tally in tallies.items():
        for person, wish in tally.wished.items():
            wishes[person][id] = wish
    return {person: of for person, of in wishes.items() if sum(of.values()) > limit}


def _within(wishes: Mapping[int, int], limit: int | None) -> Mapping[int, int]:
    if limit is None or sum(wishes.values()) <= limit:
        return wishes
    return proportional(limit, wishes)
