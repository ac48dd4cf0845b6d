"""Makes rounds whose result is certified, and reports on what is built."""

import io
from datetime import date, timedelta

import factory
from PIL import Image

from budgeting.models import DeliveryUpdate, Outcome, Result
from participation.clock import database_now
from tests.factories.rounds import RoundFactory, move, opened


def certified_round(funded: int = 2, lost: int = 1):
    """A round that funds its projects 1 to `funded`, which cost 10,000, 20,000 ... minor units."""
    round = opened(RoundFactory(projects=funded + lost))
    move(round, end=-timedelta(days=30))
    round.sealed_at = database_now() - timedelta(days=29)
    round.save()
    result_of(round, funded)
    return round


def result_of(round, funded: int, *, certified: bool = True, version: int = 1) -> Result:
    """A published result with its outcomes; the certified one stands."""
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
            funded=project.number <= funded,
            place=project.number,
            votes=10,
            code="won_greedy" if project.number <= funded else "lost_money",
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
