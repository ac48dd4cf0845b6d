"""Pages of proposals, and the support button."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.debate.discussion import discussion
from participation.processes.models import Process
from participation.processes.rules import COMMENT, may_see_process, open_features
from participation.proposals import actions, rules
from participation.proposals.browse import browse
from participation.proposals.models import Proposal
from participation.proposals.page import hidden_reason, status_facts, support_facts


@require_safe
def proposal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published proposal of a process; filters, order and page are in the address."""
    process = get_object_or_404(Process.objects.with_proposing(), slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    return render(request, "participation/proposal_list.html", browse(process, request.user, request.GET))


@require_safe
def proposal_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    proposal = _seen(request, pk)
    if slug != proposal.slug:
        return redirect(proposal, permanent=True)
    features = open_features(proposal.process)
    page = support_facts(request.user, proposal, features)
    page |= {
        "status": status_facts(proposal),
        "discussion": discussion(request, proposal.thread),
        "comment_refusal": rules.comment_refusal(request.user, proposal, features),
        "comments_open": COMMENT in features,
        "hidden_reason": hidden_reason(request.user, proposal),
        "author": str(proposal.author or _("someone who left")),
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
    proposal = _seen(request, pk)
    if not request.user.is_authenticated and not request.htmx:
        return redirect_to_login(proposal.get_absolute_url())
    try:
        action(user=request.user, proposal=proposal)
    except PermissionDenied as refused:
        if not request.htmx:
            messages.error(request, str(refused))
    if request.htmx:
        return render(
            request, "participation/support_card.html", support_facts(request.user, _seen(request, pk))
        )
    return redirect(proposal)


def _seen(request: HttpRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.select_related("process", "area", "category", "author", "thread")
    proposal = get_object_or_404(proposals.with_supports(), pk=pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    return proposal
