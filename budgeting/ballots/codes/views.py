"""Pages for who votes without an account: the ways in, the code, the end of the visit, and the kiosk."""

from contextlib import suppress
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgeting.ballots.actions import drop_draft
from budgeting.ballots.codes.admitting import enter_code
from budgeting.ballots.codes.declaring import declare
from budgeting.ballots.codes.forms import CodeForm, DeclarationForm
from budgeting.ballots.codes.kiosk import COOKIE, kiosk_of
from budgeting.ballots.codes.rules import takes_codes
from budgeting.ballots.codes.ways import ways_without_account
from budgeting.ballots.doors import never_kept, visible_round
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.voter import admit, forget, pass_of, voter_of
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.models import Identity
from participation.accounts.onward import next_of
from participation.accounts.rules import identity_of
from participation.accounts.second_way_views import add_refusal
from participation.clock import database_now
from participation.limits.network import network_of
from participation.limits.trap import fell_in

# What a browser that many people use forgets when one of them is done.
CLEARED = '"cache", "storage"'


@never_kept
@require_safe
def vote_ways(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks by which way somebody wants to vote: with an account, or by what the round declared."""
    round = visible_round(request, slug)
    if voter_of(request, round) is not None:
        return redirect("ballot", slug=slug)
    page = {"round": round, "ways": ways_without_account(round), "open": round.state() == State.OPEN}
    page["next"] = next_of(request) or reverse("ballot", args=[slug])
    return render(request, "budgeting/vote_ways.html", page)


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for the code on a card; a right one opens the ballot of its person, for this session."""
    arrived_at = database_now()
    round = visible_round(request, slug, arrived_at)
    if not takes_codes(round):
        raise Http404
    if identity_of(request.user) is not None:
        return redirect("ballot", slug=slug)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            shown = enter_code(
                round=round,
                code=form.cleaned_data["code"],
                arrived_at=arrived_at,
                where=network_of(request),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            leave(request, round)
            admit(request, round, shown.identity, shown.admission)
            return redirect("ballot", slug=slug)
    return render(request, "budgeting/vote_by_code.html", _asks_code(request, round, form, arrived_at))


def _asks_code(request: HttpRequest, round: Round, form: Form, now: datetime) -> dict[str, object]:
    return {"round": round, "form": form, "kiosk": kiosk_of(request), "open": round.state(now) == State.OPEN}


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def by_declaration(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A short form to sign; it opens the ballot of who signs it, once."""
    round = visible_round(request, slug)
    declared = round.electorates.filter(way=Electorate.Way.DECLARATION)
    electorate = get_object_or_404(declared, pk=number)
    if identity_of(request.user) is not None:
        return redirect("ballot", slug=slug)
    form = DeclarationForm(request.POST or None, electorate=electorate)
    if request.method == "POST" and form.is_valid() and not fell_in(form, "declaration"):
        given = form.cleaned_data
        facts = {"name": given["name"], "age_band": given["age_band"], "school": given.get("school", "")}
        facts["area"] = given.get("area")
        try:
            shown = declare(electorate=electorate, **facts, where=network_of(request))
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            leave(request, round)
            admit(request, round, shown.identity, shown.admission)
            return redirect("ballot", slug=slug)
    page = {**_asks_code(request, round, form, database_now()), "electorate": electorate}
    return render(request, "budgeting/vote_by_declaration.html", page)


@never_kept
@require_POST
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """The vote is done: the session forgets who voted, the browser what it kept."""
    round = visible_round(request, slug)
    leave(request, round)
    kiosk = kiosk_of(request)
    if kiosk is None:
        messages.success(request, _("You are done. This device remembers nothing of your vote."))
    response = redirect("kiosk" if kiosk else "round", slug=slug)
    if kiosk is not None:
        response["Clear-Site-Data"] = CLEARED
    return response


@never_kept
@require_safe
def kiosk_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Where each voter at a kiosk begins; on other devices it is the page that asks for a code."""
    round = visible_round(request, slug)
    if kiosk_of(request) is None:
        return redirect("vote_by_code", slug=slug)
    page = _asks_code(request, round, CodeForm(), database_now())
    return render(request, "budgeting/vote_by_code.html", page)


@never_kept
@require_POST
def stay(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody is still at the kiosk: their time begins anew."""
    voter = voter_of(request, visible_round(request, slug))
    return HttpResponse(status=204 if voter else 410)


@never_kept
@require_POST
def end_kiosk(request: HttpRequest, slug: str) -> HttpResponse:
    """The device is a kiosk no more; who sat at it is forgotten."""
    leave(request, visible_round(request, slug))
    response = redirect("round", slug=slug)
    response.delete_cookie(COOKIE, samesite="Strict")
    response["Clear-Site-Data"] = CLEARED
    return response


def leave(request: HttpRequest, round: Round) -> None:
    """Forget who voted in this session, and the basket that only this session could open."""
    shown = pass_of(request, round)
    if shown is not None:
        with suppress(BallotRefused):  # the key is lost, and with it the basket
            drop_draft(round=round, identity=Identity(pk=shown.identity), basket=shown.basket)
    forget(request)
