"""What a counting rule does, in a few plain sentences."""

from django.utils.translation import gettext as _

from budgeting.allocation import RULES, Rule

# The rules that a council chooses from, the careful one first. Others are counted where an import names them.
OFFERED = {
    "ordinal": ("mes_score_L_greedy", "greedy_score_L", "pb_ear"),
    "cumulative": ("mes_points_greedy", "greedy_points"),
}
OFFERED_FOR_VOTES = ("mes_cost_greedy", "greedy_votes", "phragmen")


def offered_rules(ballot_type: str) -> tuple[str, ...]:
    """Names of the rules that fit this kind of ballot."""
    return OFFERED.get(ballot_type, OFFERED_FOR_VOTES)


def rule_name(name: str) -> str:
    """A short name for people, such as "Method of Equal Shares"."""
    rule = RULES.get(name)
    if rule is None:
        return name
    return {
        "greedy": _("Most votes first"),
        "equal-shares": _("Method of Equal Shares"),
        "phragmen": _("Phragmén’s method"),
        "expanding-approvals": _("Expanding approvals"),
    }[rule.method]


def rule_sentences(name: str) -> list[str]:
    """The rule, one step a sentence; empty for a rule that this site does not know."""
    rule = RULES.get(name)
    if rule is None:
        return []
    method = {
        "greedy": _greedy,
        "equal-shares": _equal_shares,
        "phragmen": _phragmen,
        "expanding-approvals": _expanding,
    }[rule.method]
    return method(rule)


def _greedy(rule: Rule) -> list[str]:
    first = {
        "votes": _("The projects are put in order by their number of votes."),
        "points": _("The projects are put in order by the points that people gave them."),
        "score": _("A higher place on a ballot gives more points. The projects are put in order by points."),
        "borda": _("A higher place on a ballot gives more points. The projects are put in order by points."),
    }[rule.score]
    if rule.density:
        first = _("The projects are put in order by what people gave them for what they cost.")
    steps = [first, _("From the top, each project gets its money while there is enough left.")]
    if rule.skip:
        steps.append(_("A project that no longer fits is passed over, and the next one has its turn."))
    else:
        steps.append(_("At the first project that no longer fits, the count stops."))
    if rule.threshold:
        steps.append(_("Projects with fewer votes or points than the rules ask for are passed over."))
    return steps


def _equal_shares(rule: Rule) -> list[str]:
    steps = [
        _("The money is shared out equally among everyone who voted."),
        _("A project wins when the people who chose it can pay for it together from their shares."),
        _("Projects that cost each supporter least for what they get go first."),
        _("What people have paid is gone, so that their next wish has to be paid from what they have left."),
    ]
    if rule.completion != "none":
        steps.append(
            _("Then everyone’s share is made a little larger, again and again, while the pot lasts.")
        )
    if rule.comparison:
        steps.append(
            _("Most votes first is counted too. It replaces this result only where more voters prefer it.")
        )
    if rule.greedy_end:
        steps.append(_("What is left at the end goes to the projects with the most votes that still fit."))
    return steps


def _phragmen(rule: Rule) -> list[str]:
    return [
        _("Everyone who voted gets money at the same steady pace."),
        _("As soon as the people who chose a project can pay for it together, it wins."),
        _("The count stops when the next project no longer fits into the pot."),
    ]


def _expanding(rule: Rule) -> list[str]:
    return [
        _("First only everyone’s first choice counts, then their first two, and so on."),
        _("A project wins when enough people have it among those choices. A dearer one needs more people."),
        _("People whose wish was paid for count for less afterwards."),
    ]
