"""What a careful council starts from: named sets of defaults for a round, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgeting.rounds.models import Round
from participation.processes.actions import PhasePlan
from participation.processes.models import Phase


@dataclass(frozen=True)
class RoundTemplate:
    """Defaults of a round. The day counts lay its phases around the vote; 0 leaves a phase out."""

    key: str
    name: Any
    explanation: Any
    ballot_type: str
    max_choices: int | None
    points: int | None = None
    rule: str = "mes_cost_greedy"
    tie_rule: str = "given"
    paper_rule: str = "paper"
    mark_rule: str = "pot"
    withdrawn_votes: str = "left_out"
    show_other_rules: bool = False
    leftovers: str = "pot"
    proposers: str = "account"
    propose_age_from: int | None = None
    propose_age_to: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    one_other_ward: bool = False
    reserve_rule: str = "next_in_line"
    show_turnout: bool = True
    smallest_published_pot: int = 10
    objection_days: int = 7
    opens_to_codes: bool = True
    opens_to_sms: bool = False
    opens_to_letters: bool = False
    propose_days: int = 28
    review_days: int = 28
    count_days: int = 14
    deliver_days: int = 365
    # Made for pots of one theme each; the set-up says which chosen ones have none.
    themed: bool = False
    # One sentence for each default: why a careful council would choose it.
    reasons: Mapping[str, Any] = field(default_factory=dict)

    def rules(self) -> dict[str, Any]:
        """The fields of a Round that this template fills."""
        columns = {column.name for column in Round._meta.concrete_fields}
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name in columns}

    def phases(self, start: datetime, end: datetime) -> list[PhasePlan]:
        """The phases, without gaps, around a vote from `start` to `end`."""
        kinds = Phase.Kind
        review = start - timedelta(days=self.review_days)
        counted = end + timedelta(days=self.count_days)
        rows = [
            (kinds.PROPOSE, _("Propose ideas"), review - timedelta(days=self.propose_days), review),
            (kinds.REVIEW, _("The council checks and costs them"), review, start),
            (kinds.BALLOT, _("Vote"), start, end),
            (kinds.COUNT, _("Count and check"), end, counted),
            (kinds.DELIVER, _("Build"), counted, counted + timedelta(days=self.deliver_days)),
        ]
        return [
            {"kind": str(kind), "title": str(title), "start": first, "end": last}
            for kind, title, first, last in rows
            if first < last
        ]


# The declared rules: what a council may set otherwise than the template does, until the round opens.
OWN_RULES = frozenset(RoundTemplate("", "", "", "", None).rules())

_KNAPSACK = _("People choose as many projects as the money pays for, so that each ballot is a real budget.")
_SHARES = _("Equal Shares gives every voter the same share of the money to spend on what they chose.")

# Said where a template says nothing of its own.
COMMON_REASONS: dict[str, Any] = {
    "tie_rule": _(
        "If projects tie, the lower number on the published list goes first. Everyone knows that before."
    ),
    "paper_rule": _(
        "Whoever asks for a paper ballot votes on paper: an online ballot cast before is taken out. "
        "So nobody votes twice."
    ),
    "mark_rule": _("Too many marks in one pot spoil that pot alone. The rest of the ballot still counts."),
    "objection_days": _("Seven days give everyone time to read the result and to object."),
    "withdrawn_votes": _(
        "If a project must be withdrawn, votes for it fall away as if it had never been on the list."
    ),
    "show_other_rules": _(
        "Only the declared rule decides. Showing what others would have given invites doubt without a use."
    ),
    "reserve_rule": _(
        "If a winner cannot be built, people’s next choice steps in. The money stays with the vote."
    ),
    "smallest_published_pot": _(
        "With fewer than ten ballots in a pot, single ballots stay unpublished: nobody is recognised."
    ),
    "opens_to_codes": _(
        "Who has no email gets a code at the council’s desk, and has one ballot like everyone else."
    ),
    "leftovers": _("Money that nobody was given stays where it was meant for: in the same ward or theme."),
    "proposers": _("A good idea can come from a visitor or a child. The council checks each one anyway."),
    "propose_age_from": _("No youngest age: children know best what their playground lacks."),
    "propose_age_to": _("No oldest age. It is only for rounds of young people."),
    "age_from": _("No youngest age: who lives here uses its parks and streets. A council may ask for one."),
    "age_to": _("No oldest age. It is only for rounds of young people."),
    "one_other_ward": _("Each ward decides about its own money. Choosing elsewhere too is for small towns."),
    "show_turnout": _("Seeing that others vote reminds people to vote. It is shown in steps of twenty."),
    "opens_to_sms": _("A text message reaches a telephone, not a person. Offer it where few have email."),
    "opens_to_letters": _("A letter is safe and slow. Offer it where people have time to wait for it."),
}


def reason(template: RoundTemplate, name: str) -> Any:
    """The sentence why this default is a careful one; "" where the template says none."""
    return template.reasons.get(name) or COMMON_REASONS.get(name, "")


TEMPLATES: dict[str, RoundTemplate] = {
    template.key: template
    for template in [
        RoundTemplate(
            key="ward_budgets",
            name=_("Ward budgets"),
            explanation=_("Each ward has its own pot. Residents choose in their ward and in the town's pot."),
            ballot_type="knapsack",
            max_choices=None,
            reasons={
                "ballot_type": _KNAPSACK,
                "rule": _SHARES,
            },
        ),
        RoundTemplate(
            key="one_town_pot",
            name=_("One town pot"),
            explanation=_("One pot for the whole town. Every verified resident chooses among all projects."),
            ballot_type="approval",
            max_choices=5,
            reasons={
                "ballot_type": _("Choosing up to five is quick, and long lists stay fair."),
                "rule": _SHARES,
            },
        ),
        RoundTemplate(
            key="schools",
            name=_("Schools"),
            explanation=_("Pupils choose one project each. A short, simple round for a school year."),
            ballot_type="choose-1",
            max_choices=1,
            rule="greedy_votes",
            tie_rule="lot",
            paper_rule="none",
            smallest_published_pot=30,
            propose_days=14,
            review_days=14,
            count_days=7,
            deliver_days=180,
            reasons={
                "ballot_type": _("One choice each is easy to explain in a lesson."),
                "rule": _("The projects with the most votes win, one after another, while money is left."),
                "tie_rule": _("A public lot is fair, and good to watch in a school hall."),
                "paper_rule": _("Pupils vote on a screen at school, so no paper ballots are needed."),
                "smallest_published_pot": _(
                    "Classes are small: single ballots are published from thirty up."
                ),
            },
        ),
        RoundTemplate(
            key="green_fund",
            name=_("Green fund"),
            explanation=_("A pot for one theme: climate and nature. Everyone chooses up to three projects."),
            themed=True,
            ballot_type="approval",
            max_choices=3,
            review_days=42,
            deliver_days=540,
            reasons={
                "ballot_type": _("Three choices keep the fund's few projects apart."),
                "rule": _SHARES,
            },
        ),
        RoundTemplate(
            key="few_big_projects",
            name=_("A few big projects"),
            explanation=_("Dear projects, of which few can be built. Everyone ranks their first three."),
            ballot_type="ordinal",
            max_choices=3,
            rule="mes_score_L_greedy",
            review_days=56,
            deliver_days=720,
            reasons={
                "ballot_type": _("A place says what people want most, and what else they could live with."),
                "max_choices": _("Three places are easy to fill, also for people with little time."),
                "rule": _("Equal Shares, in which a first place weighs more than a second or a third."),
            },
        ),
        RoundTemplate(
            key="themes",
            themed=True,
            name=_("Themes"),
            explanation=_("Pots for themes such as play, trees or safe streets. Everyone shares out points."),
            ballot_type="cumulative",
            max_choices=None,
            points=10,
            rule="mes_points_greedy",
            reasons={
                "ballot_type": _("Points say how much a project matters to someone, not only that it does."),
                "points": _("Ten points in each pot are enough for fine choices, and easy to add up."),
                "rule": _("Equal Shares, in which a project with more of your points may cost you more."),
            },
        ),
    ]
}
