"""Pages of proposals, and the support button."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.debate.discussion import discussion
from participation.kinds import registry
from participation.maps import admit_tiles
from participation.notices.following import followed_by
from participation.parts import part
from participation.processes.models import Process
from participation.processes.rules import COMMENT, may_see_process
from participation.proposals import actions, rules
from participation.proposals.browse import browse
from participation.proposals.models import Proposal, Support
from participation.proposals.orders import OWN_ORDERS
from participation.proposals.page import hidden_reason, own_support, status_facts, story, support_facts
from participation.proposals.pressed import pressed

Act = Callable[..., int]

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
    shown = part(
        request,
        [request.get_full_path()],
        "participation/proposal_list_part.html",
        lambda: browse(process, request.user, request.GET, mark) | {"path": request.path},
        keeps=("count", "map"),
        own=request.GET.get("sort") in OWN_ORDERS,
    )
    response = render(request, "participation/proposal_list.html", {"process": process, "part": shown})
    if is_new and request.GET.get("sort") == "mixed":
        response.set_cookie(
            MARK, mark, max_age=MARK_SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE_TLS
        )
    return admit_tiles(response) if shown.facts["map"] is not None else response


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
    own = own_support(request.user, proposal)
    page = support_facts(request.user, proposal, features, own) | story(request.user, proposal, features)
    page |= {
        "status": status_facts(proposal),
        "discussion": discussion(
            request, proposal.thread, rules.comment_refusal(request.user, proposal, features)
        ),
        "comments_open": COMMENT in features,
        "sections": registry.sections_on("proposal", request.user, proposal),
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


def _change_support(request: HttpRequest, pk: int, action: Act) -> HttpResponse:
    """Without JavaScript: back to the page. With htmx: the side card anew."""
    user = request.user
    if request.htmx:
        return _card_anew(request, pk, action)
    proposal = _open_to(user, pressed(pk, user))
    if not user.is_authenticated:
        return redirect_to_login(proposal.get_absolute_url())
    try:
        action(user=user, proposal=proposal)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect(proposal)


def _card_anew(request: HttpRequest, pk: int, action: Act) -> HttpResponse:
    """The number is that of a moment ago and this act; what others do meanwhile comes by socket."""
    user = request.user
    proposal, grown = _open_to(user, pressed(pk, user, counted=True)), 0
    # The card itself says why an act was refused.
    with suppress(PermissionDenied):
        grown = action(user=user, proposal=proposal)
    proposal.support_count += grown
    own = Support(proposal=proposal, given_at=timezone.now()) if grown > 0 else own_support(user, proposal)
    facts = support_facts(user, proposal, rules.features_at(proposal), own)
    return render(request, "participation/support_card.html", facts)


def _open_to(user: Any, proposal: Proposal) -> Proposal:
    if not rules.may_see(user, proposal):
        raise Http404
    return proposal


def _seen(request: HttpRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.for_page().annotate(followed=followed_by(request.user, Proposal))
    return _open_to(request.user, get_object_or_404(proposals, pk=pk))
