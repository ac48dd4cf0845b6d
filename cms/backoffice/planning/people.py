"""People with pots of their own in a plan: taken over from an earlier round by what they are, not who."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from budgeting.rounds.actions.plans import ElectoratePlan
from budgeting.rounds.models import Pot, Round

# Where a plan keeps them: one line of JSON each, since answers are texts.
KEY = "people"
WORDS = ("name", "way", "age_bands", "schools", "asks_guardian")


def kept_electorates(round: Round) -> dict[str, dict[str, list[str]]]:
    """The declarations of a round as a plan keeps them; codes and declared persons stay behind."""
    electorates = round.electorates.prefetch_related("pots")
    lines = [
        json.dumps(
            {name: getattr(each, name) for name in WORDS}
            | {"pots": [share.pot_id for share in each.pots.all()]}
        )
        for each in electorates
    ]
    return {KEY: {"electorates": lines}} if lines else {}


class People:
    """The electorates of a plan's answers, for a round with these pots."""

    def __init__(self, answers: dict[str, Any], pots: Sequence[Pot]):
        self._rows = [json.loads(line) for line in answers.get(KEY, {}).get("electorates", [])]
        self._pots = {pot.pk: pot for pot in pots}

    @property
    def declared(self) -> list[ElectoratePlan]:
        """Those of whose pots the round has one at least."""
        return [
            {**{name: row[name] for name in WORDS}, "pots": pots}  # type: ignore[typeddict-item]
            for row in self._rows
            if (pots := self._own(row))
        ]

    @property
    def said(self) -> list[str]:
        """One sentence for each, also for those who are left out."""
        return [self._sentence(row) for row in self._rows]

    def _own(self, row: dict[str, Any]) -> list[Pot]:
        return [self._pots[key] for key in row["pots"] if key in self._pots]

    def _sentence(self, row: dict[str, Any]) -> str:
        pots = self._own(row)
        if not pots:
            return _("“%(who)s” are left out: none of their pots is in this round.") % {"who": row["name"]}
        names = get_text_list([f"“{pot}”" for pot in pots], _("and"))
        return _("“%(who)s” alone decide about %(pots)s.") % {"who": row["name"], "pots": names}
