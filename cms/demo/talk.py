"""Who says what in the demo town: gives the written comments and replies to residents whom they fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cms.demo import words
from cms.demo.opinions import Authorship, Speaker
from cms.demo.residents import SEED, Resident
from cms.demo.shapes import Campaign, Comment, Project, Proposal

AGES = {"": (18, 99), "young": (14, 21), "old": (63, 99)}
OFFICER = "carol"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One comment or reply; `parent` is the index of the comment answered in the list that holds both."""

    by: Speaker
    about: str
    stance: str
    text: str
    hours_ago: int
    parent: int | None = None


def spoken(
    comments: Sequence[Comment], people: Sequence[Resident], authors: dict[str, Authorship], seed: int = SEED
) -> list[Spoken]:
    """Return every comment and reply with its speaker; nobody opens two comments under one thing."""
    cast = _Cast(people, authors, seed)
    said: list[Spoken] = []
    for comment in comments:
        said += cast.thread(comment, len(said))
    return said


class _Cast:
    """Draws speakers: near, of the right age and mind; the more somebody has said, the less likely."""

    def __init__(self, people: Sequence[Resident], authors: dict[str, Authorship], seed: int) -> None:
        self.people = people
        self.authors = authors
        self.rng = np.random.default_rng([seed, 5])
        self.things = {thing.slug: thing for thing in (*words.proposals(), *words.campaigns())}
        self.windows = _windows(authors)
        self.ages = np.array([person.age for person in people])
        self.activity = np.array([person.activity for person in people])
        self.said = np.zeros(len(people))
        self.openers: dict[str, set[int]] = {}
        self.clock: dict[str, float] = {}

    def thread(self, comment: Comment, index: int) -> list[Spoken]:
        """Return a comment and its replies; `index` is where the comment will stand."""
        thing = self.things[comment.about]
        opener = self._resident(
            thing, comment.stance, comment.age, self.openers.setdefault(thing.slug, set())
        )
        self.openers[thing.slug].add(opener)
        hours = self._next_hour(thing.slug)
        lines = [Spoken(opener, thing.slug, comment.stance, comment.text, hours)]
        for reply in comment.replies:
            speaker = self._speaker(thing, reply.by, opener)
            hours = max(0, hours - int(self.rng.integers(1, 20)))
            lines.append(Spoken(speaker, thing.slug, "neutral", reply.text, hours, index))
        return lines

    def _speaker(self, thing: Proposal | Campaign, by: str, opener: int) -> Speaker:
        if by == "officer":
            return OFFICER
        if by == "author":
            return self.authors[thing.slug].by if thing.slug in self.authors else f"organiser:{thing.slug}"
        return self._resident(thing, "neutral", "", {opener})

    def _resident(self, thing: Proposal | Campaign, stance: str, age: str, without: set[int]) -> int:
        low, high = AGES[age]
        taste = np.array([person.taste[thing.category] for person in self.people])
        near = np.array([person.ward == thing.ward or not thing.ward for person in self.people])
        lean = {"for": 0.7, "against": -0.7}.get(stance, 0.0)
        weights = (
            self.activity**0.5 * np.exp(lean * taste) * np.where(near, 1.0, 0.06) / (1 + 6 * self.said**2)
        )
        weights *= (self.ages >= low) & (self.ages <= high)
        author = self.authors[thing.slug].by if thing.slug in self.authors else None
        weights[[number for number in {*without, author} if isinstance(number, int)]] = 0
        chosen = int(self.rng.choice(len(self.people), p=weights / weights.sum()))
        self.said[chosen] += 1
        return chosen

    def _next_hour(self, slug: str) -> int:
        """Move the thread's clock on: later comments are younger, and none is in the future."""
        start, end = self.windows[slug]
        now = self.clock.get(slug, float(start))
        now -= (now - end) * self.rng.uniform(0.08, 0.4)
        self.clock[slug] = now
        return max(1, int(now))


def _windows(authors: dict[str, Authorship]) -> dict[str, tuple[int, int]]:
    """Return when people talk about each thing: (first, last) in hours ago."""
    talked = {proposal.slug: (authors[proposal.slug].hours_ago, 1) for proposal in words.ideas()}
    vote = next(phase for phase in words.round_three().phases if phase.key == "vote")
    for project in words.round_three_projects():
        talked[project.slug] = (-vote.starts_in_days * 24 + 14 * 24, 1)
    for project in words.round_two_projects():
        talked[project.slug] = _round_two_window(project)
    for campaign in words.campaigns():
        talked[campaign.slug] = (-campaign.starts_in_days * 24 - 10, 1)
    return talked


def _round_two_window(project: Project) -> tuple[int, int]:
    """What is built is talked about lately; what lost, in the fortnight after the result."""
    return (60 * 24, 24) if project.funded else (372 * 24, 358 * 24)
