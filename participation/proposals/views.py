"""Pages of proposals, and the support button."""

from functools import cache

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.debate.discussion import discussion
from participation.maps import admit_tiles
from participation.notices.following import followed_by
from participation.processes.models import Process
from participation.processes.rules import COMMENT, may_see_process
from participation.proposals import actions, rules
from participation.proposals.browse import browse
from participation.proposals.models import Proposal
from participation.proposals.models.proposal import ProposalQuerySet
from participation.proposals.page import hidden_reason, status_facts, story, support_facts

# Set only when a visitor asks for the mixed order.
MARK, MARK_LETTERS, MARK_SECONDS = "mixed_order", 8, 24 * 60 * 60


@require_safe
def proposal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published proposal of a process; filters, order and page are in the address."""
    process = get_object_or_404(Process.objects.with_proposing(), slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    return _list(request, process)


@require_safe
def proposal_list_all(request: HttpRequest) -> HttpResponse:
    """The proposals of all processes."""
    return _list(request, None)


def _list(request: HttpRequest, process: Process | None) -> HttpResponse:
    mark, is_new = _visitor_mark(request)
    facts = browse(process, request.user, request.GET, mark)
    response = render(request, "participation/proposal_list.html", facts)
    if is_new and request.GET.get("sort") == "mixed":
        response.set_cookie(
            MARK, mark, max_age=MARK_SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE_TLS
        )
    return admit_tiles(response) if facts["map"] is not None else response


def _visitor_mark(request: HttpRequest) -> tuple[str, bool]:
    """Tells readers apart for the mixed order: residents by account, others by a random cookie of a day."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}", False
    known = request.COOKIES.get(MARK, "")
    is_known = len(known) == MARK_LETTERS and known.isalnum()
    return (known, False) if is_known else (get_random_string(MARK_LETTERS), True)


@require_safe
def proposal_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    proposal = _seen(request, pk)
    if proposal.merged_into is not None:
        return redirect(proposal.merged_into, permanent=True)
    if slug != proposal.slug:
        return redirect(proposal, permanent=True)
    features = rules.features_at(proposal)
    page = support_facts(request.user, proposal, features) | story(request.user, proposal, features)
    page |= {
        "status": status_facts(proposal),
        "discussion": discussion(
            request, proposal.thread, rules.comment_refusal(request.user, proposal, features)
        ),
        "comments_open": COMMENT in features,
        "hidden_reason": hidden_reason(request.user, proposal),
        "author": str(proposal.author or _("a former resident")),
        "address": request.build_absolute_uri(proposal.get_absolute_url()),
    }
    return render(request, "participation/proposal.html", page)


@require_POST
def proposal_support(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_support(request, pk, actions.give_support)


@require_POST
def proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_support(request, pk, actions.withdraw_support)


def _change_support(request: HttpRequest, pk: int, action) -> HttpResponse:
    """Without JavaScript: back to the page. With htmx: the side card anew."""
    proposal = _taking_support(pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    if not request.user.is_authenticated and not request.htmx:
        return redirect_to_login(proposal.get_absolute_url())
    try:
        action(user=request.user, proposal=proposal)
    except PermissionDenied as refused:
        if not request.htmx:
            messages.error(request, str(refused))
    if request.htmx:
        proposal.support_count = proposal.supports.count()
        facts = support_facts(request.user, proposal, rules.features_at(proposal))
        return render(request, "participation/support_card.html", facts)
    return redirect(proposal)


def _taking_support(pk: int) -> Proposal:
    """With only what the rules ask for: thousands press this button in an hour."""
    proposal = get_object_or_404(_rows_for_support(), pk=pk)
    if proposal.merged_into_id is None:
        return proposal
    # The page was opened before a merge.
    return get_object_or_404(_rows_for_support(), pk=proposal.merged_into_id)


@cache
def _rows_for_support() -> ProposalQuerySet:
    """Made once, as making it costs as much as asking; each request filters a copy."""
    return Proposal.objects.for_support()


def _seen(request: HttpRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.for_page().annotate(followed=followed_by(request.user, Proposal))
    proposal = get_object_or_404(proposals, pk=pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    return proposal
