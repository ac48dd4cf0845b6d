"""Makes processes with their phases, proposals, supports and comments for tests."""

from datetime import timedelta

import factory

from participation.clock import database_now
from participation.models import (
    Category,
    Comment,
    Debate,
    HouseRule,
    Phase,
    Process,
    Proposal,
    Support,
    Thread,
)
from tests.factories.people import IdentityFactory, UserFactory, ward


def category(name: str = "Parks") -> Category:
    return Category.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]


def house_rule() -> HouseRule:
    """One that decisions can cite."""
    return HouseRule.objects.in_force().first() or HouseRule.objects.create(title="Be kind", words="Be kind.")


class ProcessFactory(factory.django.DjangoModelFactory):
    """A published process. `open=("propose",)` (the default) names the phases that are open now,
    `closed=("review",)` those that have ended; `open=()` has none."""

    class Meta:
        model = Process
        skip_postgeneration_save = True

    class Params:
        open = ("propose",)
        closed = ()

    title = factory.Sequence(lambda number: f"Ideas for the town {number}")
    slug = factory.Sequence(lambda number: f"ideas-{number}")
    purpose = "Residents say what the town should do next."
    published_at = factory.LazyFunction(lambda: database_now() - timedelta(days=10))

    @classmethod
    def _create(cls, model, *args, **kwargs):
        open_kinds, closed_kinds = kwargs.pop("open_kinds", ()), kwargs.pop("closed_kinds", ())
        process = super()._create(model, *args, **kwargs)
        for kind in open_kinds:
            PhaseFactory(process=process, kind=kind)
        for kind in closed_kinds:
            PhaseFactory(process=process, kind=kind, ended=True)
        return process

    open_kinds = factory.SelfAttribute("open")
    closed_kinds = factory.SelfAttribute("closed")


class PhaseFactory(factory.django.DjangoModelFactory):
    """A phase that is open now; `ended=True` closed an hour ago, `coming=True` opens tomorrow."""

    class Meta:
        model = Phase

    class Params:
        ended = factory.Trait(
            start=factory.LazyFunction(lambda: database_now() - timedelta(days=3)),
            end=factory.LazyFunction(lambda: database_now() - timedelta(hours=1)),
        )
        coming = factory.Trait(
            start=factory.LazyFunction(lambda: database_now() + timedelta(days=1)),
            end=factory.LazyFunction(lambda: database_now() + timedelta(days=9)),
        )

    process = factory.SubFactory(ProcessFactory, open=())
    kind = Phase.Kind.PROPOSE
    title = factory.LazyAttribute(lambda phase: Phase.Kind(phase.kind).label)
    start = factory.LazyFunction(lambda: database_now() - timedelta(days=2))
    end = factory.LazyFunction(lambda: database_now() + timedelta(days=5))


def close_phases(process: Process) -> None:
    """Let every phase of a process have ended an hour ago, as the clock would."""
    now = database_now()
    process.phases.update(start=now - timedelta(days=3), end=now - timedelta(hours=1))


class ThreadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thread


class ProposalFactory(factory.django.DjangoModelFactory):
    """A published proposal in a process that takes proposals now."""

    class Meta:
        model = Proposal

    process = factory.SubFactory(ProcessFactory)
    author = factory.SubFactory(UserFactory)
    thread = factory.SubFactory(ThreadFactory)
    area = factory.LazyFunction(lambda: ward("Harbour ward"))
    category = factory.LazyFunction(category)
    title = factory.Sequence(lambda number: f"A bench by the water {number}")
    what = "Put two benches on the quay."
    why = "People who wait for the ferry have nowhere to sit."
    rough_cost = 250_000
    published_at = factory.LazyFunction(lambda: database_now() - timedelta(days=1))


class SupportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Support

    proposal = factory.SubFactory(ProposalFactory)
    identity = factory.SubFactory(IdentityFactory)


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(UserFactory)
    stance = Comment.Stance.FOR
    text = "This would help my mother."


class DebateFactory(factory.django.DjangoModelFactory):
    """A debate in a process whose phase of debating runs now."""

    class Meta:
        model = Debate

    process = factory.SubFactory(ProcessFactory, open=("debate",))
    author = factory.SubFactory(UserFactory)
    thread = factory.SubFactory(ThreadFactory)
    title = factory.Sequence(lambda number: f"Should the market move? {number}")
    words = "It is loud, and it is loved."
