"""Finds the poll or statement that an address names, for those who may see it, and the answer to a vote."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from participation.notices.following import followed_by
from participation.votes import rules
from participation.votes.models import Poll, Statement
from participation.votes.page import voted_facts


def poll_or_404(request: HttpRequest, pk: int) -> Any:
    """The poll with its state, if this person may see it."""
    polls = Poll.objects.with_state().select_related("process", "thread").prefetch_related("areas")
    poll = get_object_or_404(polls.annotate(followed=followed_by(request.user, Poll)), pk=pk)
    if not rules.may_see(request.user, poll):
        raise Http404
    return poll


def statement_or_404(request: HttpRequest, poll: Poll, pk: int) -> Statement:
    """One that is hidden or waits is for its author and for those who look at it first."""
    found = poll.statements.select_related("author", "thread").annotate(
        followed=followed_by(request.user, Statement)
    )
    statement = get_object_or_404(found, pk=pk)
    statement.poll = poll
    if not rules.may_see_statement(request.user, statement):
        raise Http404
    return statement


def to_log_in(request: HttpRequest, address: str) -> HttpResponse:
    """Also from a part of the page that htmx would fill: the whole page goes there."""
    login = f"{reverse('account_login')}?{urlencode({'next': address})}"
    return HttpResponseClientRedirect(login) if request.htmx else redirect(login)


def voted(request: HttpRequest, poll: Poll, *, is_first: bool) -> HttpResponse:
    """Back to the poll; with htmx only what changed on its page."""
    if request.htmx:
        return render(request, "participation/poll_voted.html", voted_facts(request, poll, is_first=is_first))
    return redirect(f"{poll.get_absolute_url()}#your-vote")
