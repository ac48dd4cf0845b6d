"""The shapes of the demo town's data: frozen dataclasses, and the builder that fills them from TOML rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Contact:
    address: str
    phone: str
    email: str
    desk: str
    desk_hours: str


@dataclass(frozen=True, slots=True)
class Town:
    """The town; `width` and `height` are metres, the origin is its south-west corner on a globe."""

    name: str
    council: str
    council_short: str
    programme: str
    strapline: str
    population: int
    river: str
    intro: str
    history: str
    origin_lon: float
    origin_lat: float
    width: int
    height: int
    contact: Contact


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward; `outline` is a ring of (x, y) metres without a repeated last point."""

    slug: str
    name: str
    short: str
    population: int
    postcode: str
    character: str
    outline: tuple[Point, ...]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    slug: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a log-in; `role`: resident, verified_resident, facilitator, officer, finance, auditor."""

    key: str
    name: str
    role: str
    ward: str
    email: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: in words, and in metres from the town's origin."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw: a scene of `cms.demo.pictures`, a seed, a light, and the alternative text."""

    scene: str
    seed: int
    alt: str
    light: str = "day"
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One resident's proposal; `cost` is pence, `ward` empty for the town, `appeal` bends popularity."""

    slug: str
    title: str
    ward: str
    category: str
    what: str
    why: str
    who: str
    cost: int
    place: Place
    picture: Picture
    summary: str
    appeal: float = 0.0
    author: str = ""
    author_age: int = 0


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a build; `state` is done, now or next; `days` from today; `spent` is pence for this step."""

    title: str
    words: str
    state: str
    days: int
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Project(Proposal):
    """A proposal found feasible: `cost` is the council's, `pot` a pot's slug of its round."""

    pot: str = "town"
    feasibility: str = ""
    funded: bool = False
    milestones: tuple[Milestone, ...] = ()

    @property
    def spent(self) -> int:
        """Pence paid out so far."""
        return sum(step.spent for step in self.milestones)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    words: str
    amount: int


@dataclass(frozen=True, slots=True)
class Update:
    title: str
    words: str
    days: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """A crowdfunding campaign; money is pence, days count from today.

    The match is `match_per_pound` pence for each pledged pound, at most `match_most_per_person` pence for one
    person and `match_limit` pence in all.
    """

    slug: str
    title: str
    ward: str
    category: str
    summary: str
    story: str
    if_it_fails: str
    organiser: str
    recipient: str
    target: int
    minimum: int
    raised: int
    backers: int
    match_per_pound: int
    match_limit: int
    match_most_per_person: int
    starts_in_days: int
    ends_in_days: int
    place: Place
    picture: Picture
    lines: tuple[BudgetLine, ...]
    amounts: tuple[int, ...]
    updates: tuple[Update, ...] = ()
    appeal: float = 0.0


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase starts at 09:00 and ends at 18:00 UTC on days counted from today."""

    key: str
    name: str
    words: str
    starts_in_days: int
    ends_in_days: int


@dataclass(frozen=True, slots=True)
class Pot:
    slug: str
    name: str
    ward: str
    budget: int


@dataclass(frozen=True, slots=True)
class Process:
    slug: str
    title: str
    purpose: str
    intro: str
    rules: tuple[str, ...]
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Round(Process):
    """A budget round; `rule` names the counting rule, `electorate` is how many people may vote."""

    rule: str = ""
    electorate: int = 0
    pots: tuple[Pot, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply; `by` is author, officer or resident."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a proposal or campaign; `stance` is for, against or neutral; `age` hints who says it."""

    about: str
    stance: str
    age: str
    text: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: paragraphs are parted by blank lines; a line that starts with "- " is a list item."""

    slug: str
    title: str
    intro: str
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide; `action` names where its button leads (see TOWN_API), or is empty."""

    slug: str
    title: str
    text: str
    tip: str
    picture: Picture
    action: str = ""
    action_words: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    slug: str
    title: str
    intro: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class News:
    slug: str
    title: str
    summary: str
    text: str
    days: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class PollOption:
    """An option or a statement: how well the town likes it, and whose taste bends that."""

    title: str
    appeal: float
    theme: str
    words: str = ""
    by_resident: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll; `opens` and `closes` are days from today, `shown` is a Poll.Shown value."""

    slug: str
    question: str
    kind: str
    shown: int
    opens: int
    closes: int
    words: str
    voters: int
    options: tuple[PollOption, ...]
    places: int = 1
    takes_statements: bool = False


def build(kind: type, row: Mapping[str, Any]) -> Any:
    """Fill the dataclass `kind` from a TOML row; an unknown or missing name raises TypeError."""
    unknown = set(row) - {field.name for field in fields(kind)}
    if unknown:
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in row.items()})


def fold(text: str) -> str:
    """Join wrapped lines into paragraphs; a blank line parts paragraphs, "- " starts a list item."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(_fold_paragraph(paragraph) for paragraph in paragraphs)


def _fold_paragraph(paragraph: str) -> str:
    return re.sub(r"\s*\n(?!- )\s*", " ", paragraph.strip())


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return build(hint, value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_value(kind, item) for kind, item in zip(kinds, value, strict=True))
    return fold(value) if isinstance(value, str) else value
