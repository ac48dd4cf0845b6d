"""Budget rounds, the pots they share out and the projects on their ballots."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from budgeting.rounds.models import Project, Round, RoundPot
from cms.opendata.pages_of_rows import LimitOffset
from participation.clock import database_now

router = Router()


class PotOut(Schema):
    name: str
    area: str | None
    theme: str | None
    amount: int

    @staticmethod
    def resolve_name(share: RoundPot) -> str:
        return share.pot.name

    @staticmethod
    def resolve_area(share: RoundPot) -> str | None:
        return share.pot.area.slug if share.pot.area else None

    @staticmethod
    def resolve_theme(share: RoundPot) -> str | None:
        return share.pot.category.slug if share.pot.category else None


class RoundOut(Schema):
    slug: str
    title: str
    purpose: str
    state: str
    ballot_type: str
    max_choices: int | None
    points: int | None
    rule: str
    tie_rule: str
    currency: str
    ballot_start: datetime
    ballot_end: datetime
    pots: list[PotOut]
    address: str

    @staticmethod
    def resolve_slug(round: Round) -> str:
        return round.process.slug

    @staticmethod
    def resolve_title(round: Round) -> str:
        return round.process.title

    @staticmethod
    def resolve_purpose(round: Round) -> str:
        return round.process.purpose

    @staticmethod
    def resolve_state(round: Round, context) -> str:
        request = context["request"]
        if not hasattr(request, "_clock"):
            request._clock = database_now()
        return str(round.state(request._clock))

    @staticmethod
    def resolve_ballot_start(round: Round) -> datetime:
        return round.phase.start

    @staticmethod
    def resolve_ballot_end(round: Round) -> datetime:
        return round.phase.end

    @staticmethod
    def resolve_address(round: Round) -> str:
        return round.get_absolute_url()


class ProjectOut(Schema):
    number: int
    title: str
    summary: str
    pot: str
    area: str | None
    category: str | None
    cost: int
    currency: str
    cost_note: str
    proposal: int | None
    address: str

    @staticmethod
    def resolve_pot(project: Project) -> str:
        return project.round_pot.pot.name

    @staticmethod
    def resolve_area(project: Project) -> str | None:
        return project.area.slug if project.area else None

    @staticmethod
    def resolve_category(project: Project) -> str | None:
        return project.category.slug if project.category else None

    @staticmethod
    def resolve_currency(project: Project) -> str:
        return project.round.currency

    @staticmethod
    def resolve_proposal(project: Project) -> int | None:
        return project.proposal_id

    @staticmethod
    def resolve_address(project: Project) -> str:
        return project.get_absolute_url()


def shown():
    return (
        Round.objects.published()
        .with_clock()
        .prefetch_related("pots__pot__area", "pots__pot__category")
        .order_by("-pk")
    )


@router.get("", response=list[RoundOut], summary="All published rounds, newest first")
@paginate(LimitOffset)
def list_rounds(request: HttpRequest):
    return shown()


@router.get("/{slug}", response=RoundOut, summary="One round")
def one_round(request: HttpRequest, slug: str):
    return get_object_or_404(shown(), process__slug=slug)


@router.get("/{slug}/projects", response=list[ProjectOut], summary="The projects of a round")
@paginate(LimitOffset)
def list_projects(request: HttpRequest, slug: str):
    round = get_object_or_404(Round.objects.published(), process__slug=slug)
    return round.projects.select_related("round__process", "round_pot__pot", "area", "category").order_by(
        "number"
    )
