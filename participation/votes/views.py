"""Pages of polls: the list, the question and the vote."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from participation.votes import actions
from participation.votes.forms import FORMS, VoteForm
from participation.votes.kind import poll_card
from participation.votes.models import Poll
from participation.votes.page import own_vote, poll_facts, vote_form, voting_facts
from participation.votes.seen import poll_or_404, to_log_in, voted

PER_PAGE = 24


@require_safe
def poll_list(request: HttpRequest) -> HttpResponse:
    """Every public poll: open ones by their end, then those to come, then the closed."""
    order = Case(When(state="now", then=Value(0)), When(state="future", then=Value(1)), default=Value(2))
    polls = Poll.objects.public().with_state().order_by(order, "closes_at", "-pk")
    page = Paginator(polls, PER_PAGE).get_page(request.GET.get("page"))
    cards = [poll_card(poll) for poll in page]
    return render(request, "participation/poll_list.html", {"page": page, "cards": cards})


@never_cache
@require_safe
def poll_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    poll = poll_or_404(request, pk)
    if slug != poll.slug:
        return redirect(poll, permanent=True)
    return render(request, "participation/poll.html", poll_facts(request, poll))


@never_cache
@sensitive_post_parameters()
@require_POST
def poll_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a vote; what is wrong with it stands on the page, with everything that was chosen."""
    poll = poll_or_404(request, pk)
    if not request.user.is_authenticated:
        return to_log_in(request, poll.get_absolute_url())
    if poll.kind not in FORMS:
        raise Http404
    vote = own_vote(request.user, poll)
    form = vote_form(poll, list(poll.options.all()), vote, request.POST)
    if not form.is_valid():
        return _again(request, poll, form)
    try:
        actions.cast_vote(user=request.user, poll=poll, choices=form.choices())
    except PermissionDenied as refused:
        # With htmx the part that comes back says it.
        if not request.htmx:
            messages.error(request, str(refused))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return _again(request, poll, form)
    else:
        if not request.htmx:
            messages.success(request, _("Your vote is in. You can change it until the poll closes."))
    return voted(request, poll, is_first=vote is None)


def _again(request: HttpRequest, poll: Poll, form: VoteForm) -> HttpResponse:
    if request.htmx:
        facts = voting_facts(request.user, poll, form.options, form)
        return render(request, "participation/poll_voted.html", facts, status=422)
    return render(request, "participation/poll.html", poll_facts(request, poll, form=form), status=422)
