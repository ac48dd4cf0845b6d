"""What was decided: the result of each round as published last."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Sum

from budgeting.results.models import Result
from budgeting.results.page import in_one_sentence
from budgeting.rounds.models import Round, RoundPot
from participation.clock import DatabaseNow


@dataclass(frozen=True)
class Decided:
    title: str
    href: str
    sentence: str
    certified: bool


def latest(count: int) -> list[Decided]:
    """The newest published results, one per round, in one query."""
    return [_decided(result) for result in _published().order_by("-published_at", "-pk")[:count]]


def result_card(round: Round | None) -> Decided | None:
    """The result of a round as published last; None when there is none yet."""
    result = _published().filter(round=round).first() if round is not None else None
    return _decided(result) if result else None


def _published():
    pots = RoundPot.objects.filter(round=OuterRef("round")).order_by().values("round")
    return (
        Result.objects.newest_published()
        .filter(round__process__published_at__lte=DatabaseNow())
        .light()
        .with_totals()
        .select_related("round__process")
        .annotate(money=Subquery(pots.annotate(total=Sum("amount")).values("total")))
    )


def _decided(result: Result) -> Decided:
    sentence = in_one_sentence(
        result.funded, result.projects, result.money or 0, result.round.currency, people=result.ballots
    )
    return Decided(
        title=result.round.process.title,
        href=result.get_absolute_url(),
        sentence=sentence,
        certified=result.certified_at is not None,
    )
