"""All that the result page shows, read in a fixed number of queries whatever the number of projects."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.results.models import Outcome, PotResult, Result, ResultFile
from budgeting.results.paper_words import PaperWords, paper_words
from budgeting.results.sentences import Decided, money_in, sentence
from budgeting.results.turnout_groups import shown_groups
from budgeting.rounds.models import Round
from participation.money import format_money

# A bar with more parts than this can no longer be read; the rest stands together as its last part.
BAR_PARTS = 12
BAR_WIDTH = 10_000
# So many projects without money fold into one line that opens.
LONG_LIST = 30
SERIES_COLOURS = 8


@dataclass(frozen=True)
class ShownOutcome:
    """One project in the list, with the sentence that says why."""

    outcome: Outcome
    href: str
    cost: str
    votes: str
    why: str

    @property
    def series(self) -> int:
        """Its colour in the bar: projects beyond the bar's parts share the last one."""
        return min(self.outcome.place - 1, BAR_PARTS) % SERIES_COLOURS + 1

    @property
    def title(self) -> str:
        return self.outcome.project.title

    @property
    def kicker(self) -> str:
        parts = (self.outcome.project.area, self.outcome.project.category)
        return " · ".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True)
class ShownPot:
    """One pot: its bar, its winners in order, the others by votes, its ties."""

    pot: PotResult
    currency: str
    funded: list[ShownOutcome]
    others: list[ShownOutcome]
    by_lot: bool

    @property
    def name(self) -> str:
        return str(self.pot.round_pot)

    @property
    def meant_for(self) -> str:
        return self.pot.round_pot.pot.meant_for

    @property
    def amount(self) -> int:
        return self.pot.round_pot.amount

    @property
    def left(self) -> int:
        return self.amount - self.pot.spent

    @property
    def bar_caption(self) -> str:
        words = _("How %(amount)s is shared: %(spent)s to projects, %(left)s left over")
        return words % {name: self._money(getattr(self, name)) for name in ("amount", "spent", "left")}

    @property
    def spent(self) -> int:
        return self.pot.spent

    @cached_property
    def bar(self) -> list[dict[str, Any]]:
        """Parts of the bar in the order of funding; many small ones stand together at its end."""
        shown, rest = self.funded[:BAR_PARTS], self.funded[BAR_PARTS:]
        parts = [self._part(each.title, each.outcome.project.cost, each.href) for each in shown]
        if rest:
            label = ngettext("%(n)d more project", "%(n)d more projects", len(rest)) % {"n": len(rest)}
            parts.append(self._part(label, sum(each.outcome.project.cost for each in rest)))
        return parts

    @property
    def ties(self) -> list[str]:
        titles = {each.outcome.project.number: each.title for each in (*self.funded, *self.others)}
        listed = [[titles[number] for number in tie["projects"]] for tie in self.pot.ties]
        return [_tie_sentence(tied, self.by_lot) for tied in listed]

    def _part(self, label: str, amount: int, href: str = "") -> dict[str, Any]:
        # Browsers draw in 32-bit floats: a bar in minor units of a large pot would vanish.
        width = amount * BAR_WIDTH // self.amount
        return {"label": label, "value": width, "text": self._money(amount), "href": href}

    @property
    def bar_width(self) -> int:
        return BAR_WIDTH

    @property
    def long(self) -> bool:
        return len(self.others) > LONG_LIST

    def _money(self, amount: int) -> str:
        return format_money(amount, self.currency)


@dataclass(frozen=True)
class ResultPage:
    result: Result
    pots: list[ShownPot]
    files: list[ResultFile]
    versions: list[Result]
    signed_by: list[str]
    paper: PaperWords | None

    @property
    def currency(self) -> str:
        return self.result.round.currency

    @cached_property
    def amount(self) -> int:
        return sum(pot.amount for pot in self.pots)

    @property
    def shares(self) -> list[dict[str, Any]]:
        """Each pot as a bar of its own: what projects get and what is left, to the scale of the largest."""
        largest = max((pot.amount for pot in self.pots), default=1)
        return [
            {
                "name": pot.name,
                "given": pot.spent * BAR_WIDTH // largest,
                "whole": pot.amount * BAR_WIDTH // largest,
                "amount": pot.amount,
                "spent": pot.spent,
                "left": pot.left,
            }
            for pot in self.pots
        ]

    @property
    def bar_width(self) -> int:
        return BAR_WIDTH

    @cached_property
    def funded(self) -> int:
        return sum(len(pot.funded) for pot in self.pots)

    @cached_property
    def projects(self) -> int:
        return sum(len(pot.funded) + len(pot.others) for pot in self.pots)

    @property
    def left(self) -> int:
        return self.amount - self.result.spent

    @property
    def sentence(self) -> str:
        """Such as "9 of 24 projects share £500,000; 4,312 people voted"."""
        return in_one_sentence(
            self.funded, self.projects, self.amount, self.currency, people=self.result.ballots
        )

    @property
    def groups(self) -> list[dict[str, Any]]:
        return shown_groups(self.result.turnout_groups)

    @property
    def newest(self) -> Result:
        return self.versions[0]

    @property
    def totals_only(self) -> bool:
        return any(pot.pot.totals_only for pot in self.pots)

    @property
    def ties(self) -> list[str]:
        return [tie for pot in self.pots for tie in pot.ties]


def result_page(result: Result) -> ResultPage:
    """The page of one version; `result` comes with its round, process and what marks the round."""
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    listed = list(result.outcomes.select_related("project__area", "project__category").order_by("place"))
    for outcome in listed:
        outcomes[outcome.project.round_pot_id].append(outcome)
    titles = {str(outcome.project.number): outcome.project.title for outcome in listed}
    pots = result.pots.select_related("round_pot__pot__area", "round_pot__pot__category").order_by(
        "round_pot"
    )
    return ResultPage(
        result=result,
        pots=[_shown_pot(result, pot, outcomes[pot.round_pot_id], titles) for pot in pots],
        files=list(result.files.defer("content").order_by("name")),
        versions=_versions(result) or [result],
        signed_by=list(result.certifications.order_by("pk").values_list("name", flat=True)),
        paper=paper_words(result.round),
    )


def _versions(result: Result) -> list[Result]:
    """The published versions, newest first, sharing one round object."""
    versions = list(result.round.results.published().light().order_by("-version"))
    for version in versions:
        version.round = result.round
    return versions


def _shown_pot(
    result: Result, pot: PotResult, outcomes: Iterable[Outcome], titles: dict[str, str]
) -> ShownPot:
    shown = [_shown(result, outcome, titles) for outcome in outcomes]
    return ShownPot(
        pot,
        result.round.currency,
        funded=[each for each in shown if each.outcome.funded],
        others=[each for each in shown if not each.outcome.funded],
        by_lot=result.round.tie_rule == Round.TieRule.LOT,
    )


def _shown(result: Result, outcome: Outcome, titles: dict[str, str]) -> ShownOutcome:
    votes = outcome.votes
    currency = result.round.currency
    decided = Decided(outcome.code, outcome.funded, votes, outcome.numbers, titles, money_in(currency))
    return ShownOutcome(
        outcome,
        reverse("project", args=[result.round.process.slug, outcome.project.number]),
        format_money(outcome.project.cost, currency),
        ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": number_format(votes)},
        sentence(decided),
    )


def _tie_sentence(titles: list[str], by_lot: bool) -> str:
    words = {"first": titles[0], "others": ", ".join(f"“{title}”" for title in titles[1:])}
    if by_lot:
        return _("“%(first)s” was tied with %(others)s. The public lot put it first.") % words
    return _("“%(first)s” was tied with %(others)s and went first.") % words


def in_one_sentence(funded: int, projects: int, amount: int, currency: str, *, people: int) -> str:
    """What a result says, such as "9 of 24 projects share £500,000; 4,312 people voted"."""
    words = {
        "funded": number_format(funded),
        "projects": number_format(projects),
        "money": format_money(amount, currency),
    }
    voted = ngettext("%(n)s person voted", "%(n)s people voted", people) % {"n": number_format(people)}
    if not funded:
        shared = _("No project gets money from the %(money)s") % words
    else:
        shared = (
            ngettext(
                "%(funded)s of %(projects)s projects gets money from %(money)s",
                "%(funded)s of %(projects)s projects share %(money)s",
                funded,
            )
            % words
        )
    return _("%(shared)s; %(voted)s") % {"shared": shared, "voted": voted}
