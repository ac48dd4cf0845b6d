"""What the result page says of paper ballots: how many, why marks did not count, and what does not fit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.paper.models import PaperExplanation
from budgeting.ballots.paper.reconciling import Figures, figures_of
from budgeting.ballots.paper.words import reason_words
from budgeting.rounds.models import Round


@dataclass(frozen=True)
class PaperWords:
    figures: Figures
    # Such as "Harbour pot, 2 ballots: too many projects were marked".
    refused: list[str]
    explanations: list[PaperExplanation]

    @property
    def sentence(self) -> str:
        figures = self.figures
        entered = ngettext(
            "%(n)s ballot on paper was entered by two people.",
            "%(n)s ballots on paper were entered by two people.",
            figures.entered,
        ) % {"n": figures.entered}
        counted = ngettext(
            "%(counted)s counts, %(spoiled)s held no valid choice.",
            "%(counted)s count, %(spoiled)s held no valid choice.",
            figures.counted,
        )
        return f"{entered} {counted % {'counted': figures.counted, 'spoiled': figures.spoiled}}"


def paper_words(round: Round) -> PaperWords | None:
    """Four queries; None, and no query, where nobody voted on paper."""
    if round.paper_rule == Round.PaperRule.NONE:
        return None
    figures = figures_of(round)
    if not (figures.given or figures.boxes):
        return None
    rows = round.refused_marks.select_related("round_pot__pot")
    refused = [_line(row.round_pot, row.slips, row.reason) for row in rows]
    return PaperWords(figures, refused, list(round.paper_explanations.all()))


def _line(pot: object, slips: int, reason: str) -> str:
    ballots = ngettext("%(n)s ballot", "%(n)s ballots", slips) % {"n": slips}
    facts = {"where": pot or _("The whole ballot"), "ballots": ballots, "reason": reason_words(reason)}
    return _("%(where)s, %(ballots)s: %(reason)s") % facts
