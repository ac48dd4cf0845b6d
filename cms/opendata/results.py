"""Published results: what was funded, with which votes. Older versions stay readable."""

from datetime import datetime

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from budgeting.results.models import Outcome, Result
from budgeting.rounds.models import Round
from cms.opendata.pages_of_rows import LimitOffset

router = Router()


class OutcomeOut(Schema):
    project: int
    title: str
    cost: int
    funded: bool
    place: int
    votes: int

    @staticmethod
    def resolve_project(outcome: Outcome) -> int:
        return outcome.project.number

    @staticmethod
    def resolve_title(outcome: Outcome) -> str:
        return outcome.project.title

    @staticmethod
    def resolve_cost(outcome: Outcome) -> int:
        return outcome.project.cost


class ResultOut(Schema):
    round: str
    version: int
    ballots: int
    spent: int
    currency: str
    counted_at: datetime
    published_at: datetime
    objections_end: datetime | None
    certified_at: datetime | None
    correction_reason: str
    fingerprint: str
    outcomes: list[OutcomeOut]

    @staticmethod
    def resolve_round(result: Result) -> str:
        return result.round.process.slug

    @staticmethod
    def resolve_currency(result: Result) -> str:
        return result.round.currency


def shown():
    outcomes = Outcome.objects.select_related("project")
    return (
        Result.objects.filter(published_at__isnull=False, round__in=Round.objects.published())
        .defer("document")
        .select_related("round__process")
        .prefetch_related(Prefetch("outcomes", outcomes))
        .order_by("-published_at", "-pk")
    )


@router.get("", response=list[ResultOut], summary="All published results, newest first")
@paginate(LimitOffset)
def list_results(request: HttpRequest, round: str = ""):
    """Filter by the slug of a round."""
    return shown().filter(round__process__slug=round) if round else shown()


@router.get("/{round}/{int:version}", response=ResultOut, summary="One version of a round's result")
def one_result(request: HttpRequest, round: str, version: int):
    return get_object_or_404(shown(), round__process__slug=round, version=version)
