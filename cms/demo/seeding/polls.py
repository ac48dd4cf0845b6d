"""The council's polls with the residents' votes. Options come before publishing: an open poll takes none."""

import numpy as np

from cms.demo import words
from cms.demo.residents import PEOPLE, SEED, Resident
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.shapes import Poll as Wording
from participation.clock import database_now
from participation.models import Answer, Choice, Poll, PollOption, Process, Statement, Thread, Vote
from participation.votes.actions import count_poll


def seed_polls(process: Process, cast: Cast) -> dict[str, Poll]:
    """Every poll of the town by slug; those that have closed are counted."""
    return {
        wording.slug: _seed(number, wording, process, cast) for number, wording in enumerate(words.polls())
    }


def _seed(number: int, wording: Wording, process: Process, cast: Cast) -> Poll:
    poll = Poll.objects.create(
        process=process,
        thread=Thread.objects.create(),
        question=wording.question,
        words=wording.words,
        kind=wording.kind,
        max_choices=wording.places,
        shown=wording.shown,
        takes_statements=wording.takes_statements,
        hold_first=wording.takes_statements,
        opens_at=at_hour(wording.opens, 9),
        closes_at=at_hour(wording.closes, 18),
        told="open",
    )
    rng = np.random.default_rng([SEED, number, wording.voters])
    voters = sorted(rng.choice(PEOPLE, wording.voters, replace=False).tolist())
    things = _things(poll, wording, cast, rng)
    Poll.objects.filter(pk=poll.pk).update(published_at=poll.opens_at)
    votes = Vote.objects.bulk_create(Vote(poll=poll, identity=cast.identities[each]) for each in voters)
    for vote, voter in zip(votes, voters, strict=True):
        vote.liking = _liking(wording, cast.residents[voter], rng)
    _answer(poll, votes, things, rng)
    poll.refresh_from_db()
    if poll.closes_at <= database_now():
        count_poll(poll=poll)
    return poll


def _things(poll: Poll, wording: Wording, cast: Cast, rng: np.random.Generator) -> list:
    if poll.kind == Poll.Kind.STATEMENTS:
        authors = [cast.users[int(each)] for each in rng.choice(PEOPLE, len(wording.options))]
        threads = Thread.objects.bulk_create(Thread() for _each in wording.options)
        return Statement.objects.bulk_create(
            Statement(poll=poll, thread=thread, text=each.title, author=author if each.by_resident else None)
            for each, author, thread in zip(wording.options, authors, threads, strict=True)
        )
    return PollOption.objects.bulk_create(
        PollOption(poll=poll, number=number, title=each.title, words=each.words)
        for number, each in enumerate(wording.options, start=1)
    )


def _liking(wording: Wording, person: Resident, rng: np.random.Generator) -> np.ndarray:
    """How much this person likes each option, with the chance of the day."""
    appeal = np.array([each.appeal for each in wording.options])
    taste = np.array([person.taste[each.theme] for each in wording.options])
    return appeal + 0.7 * taste + rng.normal(0, 0.6, len(appeal))


def _answer(poll: Poll, votes: list[Vote], things: list, rng: np.random.Generator) -> None:
    if poll.kind == Poll.Kind.STATEMENTS:
        Answer.objects.bulk_create(answer for vote in votes for answer in _answers(vote, things, rng))
        return
    Choice.objects.bulk_create(
        Choice(vote=vote, option=things[option], value=place)
        for vote in votes
        for place, option in enumerate(np.argsort(-vote.liking)[: poll.max_choices].tolist(), start=1)
    )


def _answers(vote: Vote, statements: list[Statement], rng: np.random.Generator) -> list[Answer]:
    """Some stop before the last statement; who is of two minds passes."""
    answered = rng.permutation(len(statements))[: rng.integers(4, len(statements) + 1)]
    return [
        Answer(vote=vote, statement=statements[each], value=_side(vote.liking[each]))
        for each in answered.tolist()
    ]


def _side(liking: float) -> int:
    if abs(liking) < 0.25:
        return int(Answer.Value.PASS)
    return int(Answer.Value.AGREE if liking > 0 else Answer.Value.DISAGREE)
