"""Every code that a decision can carry, the numbers that go with it, and one plain English sentence for each.

The site turns code and numbers into translated sentences of its own; the sentences here serve the command
line.
"""

from .instance import Instance
from .numbers import Number, text_of
from .outcome import Decision

CODES: dict[str, tuple[str, ...]] = {
    "won_greedy": ("cost", "left", "votes", "score"),
    "won_shares": ("cost", "votes", "score", "share"),
    "won_greedy_end": ("cost", "left", "votes", "score"),
    "won_phragmen": ("cost", "left", "votes", "time"),
    "won_unsupported": ("cost", "left", "votes"),
    "won_ear": ("cost", "left", "votes", "rank", "support", "quota"),
    "lost_money": ("cost", "left", "votes", "score"),
    "lost_after_stop": ("cost", "left", "votes", "score"),
    "lost_threshold": ("cost", "left", "votes", "score"),
    "lost_shares": ("cost", "votes", "score", "money"),
    "lost_greedy_end": ("cost", "votes", "score", "money", "left"),
    "lost_no_support": ("cost", "votes"),
    "lost_too_dear": ("cost", "votes", "budget"),
    "lost_stopped": ("cost", "left", "votes"),
    "lost_ear": ("cost", "left", "votes", "support", "quota"),
    "lost_minimum_support": ("cost", "votes"),
    "lost_other_pot": ("cost", "votes"),
    "lost_conflict": ("cost", "votes"),
    "lost_needs": ("cost", "votes"),
    "lost_category": ("cost", "votes"),
}

SENTENCES: dict[str, str] = {
    "won_greedy": "Won: {votes} votes, and its cost of {cost} fitted into the {left} that was left.",
    "won_shares": "Won: its {votes} supporters could pay {cost} together, at most {share} each.",
    "won_greedy_end": "Won with what was left: {votes} votes, and {cost} fitted into {left}.",
    "won_phragmen": "Won: its {votes} supporters had earned {cost} at time {time}.",
    "won_unsupported": "Won with what was left: nobody voted for it, and {cost} fitted into {left}.",
    "won_ear": (
        "Won: support of {support} among the first {rank} choices reached the {quota} that its cost asks for."
    ),
    "lost_money": ("Lost: it costs {cost}, and {left} was left when its turn came ({votes} votes)."),
    "lost_after_stop": (
        "Lost: the count stopped at {others}, which did not fit; {left} was left ({votes} votes)."
    ),
    "lost_threshold": "Lost: its score of {score} is below the threshold.",
    "lost_shares": "Lost: its {votes} supporters had {money} left together, and it costs {cost}.",
    "lost_greedy_end": (
        "Lost: its {votes} supporters had {money} left together, and {left} was left in the pot; "
        "it costs {cost}."
    ),
    "lost_no_support": "Lost: nobody voted for it.",
    "lost_too_dear": "Lost: it costs {cost}, more than the whole pot of {budget}.",
    "lost_stopped": (
        "Lost: the count had stopped because the next project did not fit; {left} was left ({votes} votes)."
    ),
    "lost_ear": "Lost: its support of {support} stayed below the {quota} that its cost of {cost} asks for.",
    "lost_minimum_support": "Lost: {votes} supporters are fewer than the minimum.",
    "lost_other_pot": "Lost: the outcome of another pot rules it out.",
    "lost_conflict": "Lost: it cannot go together with {others}, which won.",
    "lost_needs": "Lost: it needs {others}, which did not win.",
    "lost_category": "Lost: what may be spent on {others} has no room for its cost of {cost}.",
}


def sentence(decision: Decision, instance: Instance) -> str:
    """One English sentence that says why the project won or lost."""
    numbers = {name: readable(value) for name, value in decision.numbers}
    names = {project.id: project.name or project.id for project in instance.projects}
    others = ", ".join(names.get(other, other) for other in decision.others)
    return SENTENCES[decision.code].format(**numbers, others=others)


def readable(value: Number) -> str:
    """A number for reading: whole, or at most two decimals."""
    if isinstance(value, int):
        return str(value)
    near = round(value, 2)
    return text_of(near.numerator if near.denominator == 1 else near)
