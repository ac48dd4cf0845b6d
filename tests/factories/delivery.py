"""Makes rounds whose result is certified, and reports on what is built."""

import io
from collections.abc import Collection
from datetime import date, timedelta

import factory
from PIL import Image

from budgeting.ledger.actions import post
from budgeting.models import DeliveryUpdate, Outcome, Result
from budgeting.rounds.links import ProjectLink
from participation.clock import database_now
from tests.factories.rounds import RoundFactory, move, opened


def certified_round(
    funded: int = 2, lost: int = 1, winners: Collection[int] = (), needs: Collection[int] = (), **rules
):
    """A round that funds its projects 1 to `funded`, or `winners`; they cost 10,000, 20,000 ... minor units.

    Its money is committed, as certifying does. `rules` are fields of the round; `needs` are the numbers of
    a project and of the one that it needs.
    """
    round = RoundFactory(projects=funded + lost, **rules)
    if needs:
        project, other = (round.projects.get(number=number) for number in needs)
        ProjectLink.objects.create(round=round, project=project, other=other, kind="needs", reason="It must.")
    opened(round)
    share = round.pots.select_related("pot__reserved", "pot__committed", "pot__free").get()
    winners = winners or range(1, funded + 1)
    won = sum(round.projects.filter(number__in=winners).values_list("cost", flat=True))
    pot = share.pot
    lines = [(pot.reserved, -share.amount), (pot.committed, won), (pot.free, share.amount - won)]
    # Thirty projects cost more than the pot holds; only pages are read of those.
    if won <= share.amount:
        post(key=f"round:{round.pk}:certify", memo="won", lines=[line for line in lines if line[1]])
    move(round, end=-timedelta(days=30))
    round.sealed_at = database_now() - timedelta(days=29)
    round.save()
    result_of(round, funded, winners=winners)
    return round


def result_of(
    round, funded: int, *, certified: bool = True, version: int = 1, winners: Collection[int] = ()
) -> Result:
    """A published result with its outcomes; the certified one stands."""
    winners = winners or range(1, funded + 1)
    then = database_now() - timedelta(days=20)
    result = Result.objects.create(
        round=round,
        version=version,
        ballots=100,
        spent=0,
        counted_at=then,
        published_at=then,
        objections_end=then,
        certified_at=then if certified else None,
        document=b"{}",
        fingerprint="0" * 64,
    )
    Outcome.objects.bulk_create(
        Outcome(
            result=result,
            project=project,
            funded=project.number in winners,
            place=project.number,
            votes=10,
            code="won_greedy" if project.number in winners else "lost_money",
        )
        for project in round.projects.all()
    )
    return result


class DeliveryUpdateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeliveryUpdate

    happened_on = date(2026, 11, 1)
    stage = DeliveryUpdate.Stage.BUILDING
    text = "The ground is dug."
    spent = 1_000


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40)).save(buffer, "PNG")
    return buffer.getvalue()
