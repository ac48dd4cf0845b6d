"""Proposals that anyone may read. Who wrote them is not part of the open data."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from cms.opendata.pages_of_rows import LimitOffset
from participation.proposals.models import Proposal

router = Router()


class ProposalOut(Schema):
    id: int
    title: str
    process: str
    area: str
    category: str
    what: str
    why: str
    who_for: str
    place: str
    rough_cost: int | None
    currency: str
    supports: int
    status: str
    status_reason: str
    published_at: datetime
    address: str

    @staticmethod
    def resolve_process(proposal: Proposal) -> str:
        return proposal.process.slug

    @staticmethod
    def resolve_area(proposal: Proposal) -> str:
        return proposal.area.slug

    @staticmethod
    def resolve_category(proposal: Proposal) -> str:
        return proposal.category.slug

    @staticmethod
    def resolve_currency(proposal: Proposal) -> str:
        return settings.CURRENCY

    @staticmethod
    def resolve_supports(proposal: Proposal) -> int:
        return proposal.support_count

    @staticmethod
    def resolve_address(proposal: Proposal) -> str:
        return proposal.get_absolute_url()


def shown():
    found = Proposal.objects.public().select_related("process", "area", "category")
    return found.with_supports().order_by("-published_at", "-pk")


@router.get("", response=list[ProposalOut], summary="Published proposals, newest first")
@paginate(LimitOffset)
def list_proposals(request: HttpRequest, process: str = "", area: str = "", category: str = ""):
    """Filter by the slugs of a process, an area or a category."""
    wanted = {"process__slug": process, "area__slug": area, "category__slug": category}
    return shown().filter(**{name: slug for name, slug in wanted.items() if slug})


@router.get("/{int:id}", response=ProposalOut, summary="One proposal")
def one_proposal(request: HttpRequest, id: int):
    return get_object_or_404(shown(), pk=id)
