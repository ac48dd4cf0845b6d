"""Whether the paper ballots given out, found, entered and missing fit together."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.paper.models import PaperBox, PaperExplanation
from budgeting.rounds.models import Round

EXPLAINERS = 2


@dataclass(frozen=True)
class Figures:
    """All counted by hand or by the machine; no figure tells what anyone chose."""

    given: int
    boxes: tuple[PaperBox, ...]

    @property
    def found(self) -> int:
        """Slips in all boxes, without the envelopes that stay shut."""
        return sum(box.expected for box in self.boxes)

    @property
    def unopened(self) -> int:
        return sum(box.unopened for box in self.boxes)

    @property
    def not_returned(self) -> int:
        return sum(box.not_returned for box in self.boxes)

    @property
    def entered(self) -> int:
        return sum(box.settled or 0 for box in self.boxes)

    @property
    def spoiled(self) -> int:
        return sum(box.spoiled or 0 for box in self.boxes)

    @property
    def counted(self) -> int:
        return self.entered - self.spoiled

    @property
    def unsettled(self) -> list[PaperBox]:
        return [box for box in self.boxes if box.settled is None]

    @property
    def gaps(self) -> list[str]:
        """What does not fit, each as a sentence."""
        gaps = [
            _("%(place)s: %(found)s ballots were found to enter, %(entered)s were entered.")
            % {"place": box.place, "found": box.expected, "entered": box.settled}
            for box in self.boxes
            if box.settled is not None and not box.reconciles
        ]
        if self.given != self.found + self.not_returned:
            gaps.append(
                _(
                    "%(given)s people were given a paper ballot. %(found)s lay in the boxes and "
                    "%(missing)s are known not to have come back."
                )
                % {"given": self.given, "found": self.found, "missing": self.not_returned}
            )
        return gaps

    @property
    def before_sealing(self) -> str:
        """What must still be done before the box may be sealed, as a sentence; "" where nothing is."""
        if self.given and not self.boxes:
            return _(
                "Paper ballots given out: %(given)s. No box is opened yet. Open each, the empty ones too."
            ) % {"given": self.given}
        if self.unsettled:
            return _("These boxes of paper ballots are not entered and settled yet: %(places)s.") % {
                "places": ", ".join(box.place for box in self.unsettled)
            }
        return ""

    @property
    def unexplained(self) -> bool:
        """True where all boxes are done and something is amiss that only people can explain."""
        return bool(self.gaps) and not self.unsettled

    @property
    def fit(self) -> bool:
        return not self.unsettled and not self.gaps


def figures_of(round: Round) -> Figures:
    """In two queries."""
    given = PollBookEntry.objects.filter(round=round, channel=PollBookEntry.Channel.PAPER).count()
    return Figures(given, tuple(round.paper_boxes.all()))


def waits_for_explanation(round: Round) -> bool:
    """True while the figures do not fit and fewer than two people have said publicly why."""
    if round.paper_rule == Round.PaperRule.NONE:
        return False
    explained = PaperExplanation.objects.filter(round=round).count()
    return explained < EXPLAINERS and not figures_of(round).fit
