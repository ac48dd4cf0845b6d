"""What every ballot page goes through: logged in, a visible round, never cached, and the time of arrival."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from budgeting.ballots.actions.casting import refuse_outside_voting
from budgeting.ballots.annulments import annulment_of
from budgeting.ballots.codes.admitting import refuse_spent
from budgeting.ballots.codes.kiosk import kiosk_of
from budgeting.ballots.codes.ways import ways_without_account
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import why_no_vote
from budgeting.ballots.voter import pass_of, voter_of
from budgeting.rounds import rules
from budgeting.rounds.models import Round
from participation.accounts.buttons import page_of_button
from participation.accounts.models import Identity
from participation.accounts.rules import needs_second_way
from participation.clock import DatabaseNow
from participation.compiled import Compiled


def _rounds(slug: str) -> QuerySet:
    return Round.objects.with_clock().annotate(clock=DatabaseNow()).filter(process__slug=slug)


def _rounds_to_cast_in(slug: str) -> QuerySet:
    """What the door itself asks of a round; the act reads it anew, under its lock."""
    read = ("ballot_type", "process__slug", "process__published_at")
    rounds = Round.objects.select_related("process").only(*read)
    return rounds.annotate(clock=DatabaseNow()).filter(process__slug=slug).order_by()


_ROUNDS, _ROUNDS_TO_CAST_IN = Compiled(0, _rounds, texts=1), Compiled(0, _rounds_to_cast_in, texts=1)


def never_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cache keeps the answer, no error report holds what was sent."""

    @wraps(view)
    def kept_nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        return response

    return sensitive_post_parameters()(kept_nowhere)


def visible_round(request: HttpRequest, slug: str, now: datetime | None = None) -> Round:
    """The round at this address as it stands at `now` (the database clock unless given), or 404."""
    return _round_and_clock(request, slug, _ROUNDS, now)[0]


def _round_and_clock(
    request: HttpRequest, slug: str, rounds: Compiled, now: datetime | None = None
) -> tuple[Round, datetime]:
    """With the round, the clock at which it was asked for, unless `now` is given. Raises Http404."""
    round: Round | None = rounds.first(slug)
    if round is None:
        raise Http404
    asked_at: datetime = now or round.clock  # type: ignore[attr-defined]
    if not rules.may_see(request.user, round, asked_at):
        raise Http404
    return round, asked_at


def ballot_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages on which people vote: view(request, round, identity, arrived_at).

    The clock is read before any transaction. Whoever cannot vote now is told why, on a page of its own.
    Who neither logged in nor showed a code is asked how they want to show who they are.
    """
    return _door(view, _ROUNDS, may_be_refused_inside=False)


def ballot_box(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for an act that refuses, under its lock and in the same words, whoever cannot vote now: asked
    here too, it would only be slower. Who is not known as a person is told here."""
    return _door(view, _ROUNDS_TO_CAST_IN, may_be_refused_inside=True)


def _door(
    view: Callable[..., HttpResponse], rounds: Compiled, *, may_be_refused_inside: bool
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        round, arrived_at = _round_and_clock(request, slug, rounds)
        identity = voter_of(request, round)
        if identity is None and not request.user.is_authenticated:
            return _ask_who(request, round)
        refusal = ""
        if identity is None or not may_be_refused_inside:
            refusal = why_no_vote(request.user, identity, round, arrived_at)
        try:
            if refusal:
                return _told_why(request, round, identity, refusal, arrived_at)
            refuse_spent(pass_of(request, round))
            return view(request, round, identity, arrived_at)
        except BallotRefused as problem:
            return _refused(request, round, identity, problem.sentence, status=403)

    return never_kept(guarded)


def _ask_who(request: HttpRequest, round: Round) -> HttpResponse:
    """To the log-in, or first to the choice of ways where the round is open to people without an account."""
    if kiosk_of(request):
        return redirect("kiosk", slug=round.process.slug)
    if ways_without_account(round):
        return redirect_to_login(page_of_button(request), reverse("vote_ways", args=[round.process.slug]))
    return redirect_to_login(page_of_button(request))


def _told_why(
    request: HttpRequest, round: Round, identity: Identity | None, refusal: str, arrived_at: datetime
) -> HttpResponse:
    """Who only looks reads why they cannot vote; what someone sent is refused by the ballot box's rule."""
    if request.method == "POST" and identity is not None:
        refuse_outside_voting(round, arrived_at, identity)
    return _refused(request, round, identity, refusal, status=403 if request.method == "POST" else 200)


def _refused(
    request: HttpRequest, round: Round, identity: Identity | None, sentence: str, *, status: int
) -> HttpResponse:
    facts = {
        "round": round,
        "sentence": sentence,
        "identity": identity,
        "annulment": annulment_of(round, identity),
        "needs_second_way": identity is not None and needs_second_way(identity),
    }
    return render(request, "budgeting/ballot_refused.html", facts, status=status)
