"""Makes polls in every state, with options or statements, and votes in them."""

from collections.abc import Sequence
from datetime import timedelta

import factory

from participation.clock import database_now
from participation.models import Answer, Choice, Poll, PollOption, Statement, Thread, Vote
from participation.votes.actions import count_poll
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.talk import ThreadFactory

OPTIONS = ("A bridge", "A ferry", "A tunnel")


class PollFactory(factory.django.DjangoModelFactory):
    """Open now for verified residents, with three options. `closed`, `coming` and `draft` are other states;
    `options=()` gives others, which are statements where the kind is "statements"."""

    class Meta:
        model = Poll

    class Params:
        closed = factory.Trait(closes_at=factory.LazyFunction(lambda: database_now() - timedelta(minutes=2)))
        coming = factory.Trait(opens_at=factory.LazyFunction(lambda: database_now() + timedelta(days=1)))
        options = OPTIONS

    thread = factory.SubFactory(ThreadFactory)
    question = factory.Sequence(lambda number: f"How shall we cross the river {number}?")
    kind = Poll.Kind.SINGLE
    shown = Poll.Shown.ALWAYS
    opens_at = factory.LazyFunction(lambda: database_now() - timedelta(days=2))
    closes_at = factory.LazyFunction(lambda: database_now() + timedelta(days=5))
    told = "open"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        """Options first, then published: an open poll takes no more of them."""
        options, areas = kwargs.pop("option_titles"), kwargs.pop("in_areas", ())
        published = kwargs.pop("published", True)
        poll = super()._create(model, *args, **kwargs)
        poll.areas.set(areas)
        if poll.kind == Poll.Kind.STATEMENTS:
            threads = Thread.objects.bulk_create(Thread() for _title in options)
            Statement.objects.bulk_create(
                Statement(poll=poll, thread=thread, text=title)
                for title, thread in zip(options, threads, strict=True)
            )
        else:
            PollOption.objects.bulk_create(
                PollOption(poll=poll, number=number, title=title)
                for number, title in enumerate(options, start=1)
            )
        if published:
            poll.published_at = database_now() - timedelta(days=3)
            poll.save(update_fields=["published_at"])
        return poll

    option_titles = factory.SelfAttribute("options")


def ranked(**kwargs) -> Poll:
    return PollFactory(kind=Poll.Kind.RANKED, max_choices=3, **kwargs)


def vote(poll: Poll, *values: int | None, voter=None) -> Vote:
    """A vote of somebody, with a value for each option or statement in order, None for nothing."""
    if poll.by_identity:
        row = Vote.objects.create(poll=poll, identity=voter or IdentityFactory())
    else:
        row = Vote.objects.create(poll=poll, user=voter or UserFactory())
    for thing, value in zip(things(poll), values, strict=False):
        if value is None:
            continue
        if poll.kind == Poll.Kind.STATEMENTS:
            Answer.objects.create(vote=row, statement=thing, value=value)
        else:
            Choice.objects.create(vote=row, option=thing, value=value)
    return row


def things(poll: Poll) -> Sequence:
    return list(poll.statements.all() if poll.kind == Poll.Kind.STATEMENTS else poll.options.all())


def counted(poll: Poll) -> Poll:
    count_poll(poll=poll)
    poll.refresh_from_db()
    return poll
