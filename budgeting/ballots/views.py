"""The pages on which people vote. They work without scripts; nothing that is chosen stands in an address."""

import secrets
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from budgeting.ballots.actions import cast_ballot, drop_draft, read_draft, read_own_choices, save_draft
from budgeting.ballots.annulments import annulment_of
from budgeting.ballots.basket import Basket, basket_of
from budgeting.ballots.box import Choices
from budgeting.ballots.choices import check
from budgeting.ballots.doors import ballot_page, never_kept, visible_round
from budgeting.ballots.forms import ReceiptForm, sent_choices, sent_key
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.receipts import answer
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.voter import basket_name, voter_of
from budgeting.rounds.models import Round
from budgeting.rounds.page import limit_words
from budgeting.rounds.states import State
from participation.accounts.models import Identity

# Refusals that the voter can put right on the ballot itself.
CAN_BE_PUT_RIGHT = {"empty", "unknown", "other_ward", "too_dear", "too_many", "key_reused"}


@ballot_page
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, round: Round, identity: Identity, arrived_at: datetime) -> HttpResponse:
    """The list and the basket. Each button saves the basket as a draft; "review" goes on when it is valid."""
    if request.method != "POST":
        return _ballot_page(request, round, identity)
    if "forget" in request.POST:
        drop_draft(round=round, identity=identity, basket=basket_name(request, round))
        return redirect("ballot", slug=round.process.slug)
    chosen = save_draft(
        round=round,
        identity=identity,
        choices=sent_choices(request.POST),
        arrived_at=arrived_at,
        basket=basket_name(request, round),
    )
    if "review" not in request.POST:
        return redirect(reverse("ballot", args=[round.process.slug]) + "#basket")
    return _refusal_of(request, round, identity, chosen) or redirect("ballot_review", slug=round.process.slug)


@ballot_page
@require_GET
def review(request: HttpRequest, round: Round, identity: Identity, arrived_at: datetime) -> HttpResponse:
    """One calm page with all that is about to be cast, and a key that makes a retry harmless."""
    own, draft = _looked_up(request, round, identity)
    chosen = draft if draft is not None else own or ()
    facts = {
        "round": round,
        "basket": basket_of(round, identity, chosen),
        "voted": _entry(round, identity) is not None,
        "key": secrets.token_urlsafe(16),
    }
    return _refusal_of(request, round, identity, chosen) or render(
        request, "budgeting/ballot_review.html", facts
    )


@ballot_page
@require_POST
def cast(request: HttpRequest, round: Round, identity: Identity, arrived_at: datetime) -> HttpResponse:
    chosen = sent_choices(request.POST)
    try:
        cast_ballot(
            round=round,
            identity=identity,
            choices=chosen,
            channel=PollBookEntry.Channel.ONLINE,
            key=sent_key(request.POST),
            arrived_at=arrived_at,
        )
    except BallotRefused as refusal:
        if refusal.code not in CAN_BE_PUT_RIGHT:
            raise
        return _ballot_page(request, round, identity, chosen, refusal.sentence)
    return redirect("ballot_in", slug=round.process.slug)


@never_kept
@require_GET
def ballot_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The confirmation, which stays: voters come back to their receipt and, until sealing, their choices."""
    round = visible_round(request, slug)
    identity = voter_of(request, round)
    entry = _entry(round, identity) if identity else None
    if identity is None or entry is None or entry.channel == PollBookEntry.Channel.PAPER:
        return redirect("ballot", slug=slug)
    facts = {"round": round, "entry": entry, "open": round.state() == State.OPEN, "basket": None}
    try:
        own, _draft = _looked_up(request, round, identity)
        facts["basket"] = basket_of(round, identity, own) if own else None
    except BallotRefused as refusal:
        facts["problem"] = refusal.sentence
    return render(request, "budgeting/ballot_in.html", facts)


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Tells anyone whether a receipt is in, counted or not found. By POST, so that codes stay out of logs."""
    round = visible_round(request, slug)
    form = ReceiptForm(request.POST or None)
    facts = {"round": round, "form": form, "answer": None}
    if form.is_bound and form.is_valid():
        facts["answer"] = answer(round, form.cleaned_data["receipt"])
    return render(request, "budgeting/receipt_check.html", facts)


def _entry(round: Round, identity: Identity) -> PollBookEntry | None:
    return PollBookEntry.objects.filter(round=round, identity=identity).first()


def _looked_up(request: HttpRequest, round: Round, identity: Identity) -> tuple[Choices | None, ...]:
    """What the voter's ballot says, and their basket. Who came by a code sees this session's basket alone."""
    basket = basket_name(request, round)
    own = None if basket else read_own_choices(round=round, identity=identity)
    return own, read_draft(round=round, identity=identity, basket=basket)


def _refusal_of(
    request: HttpRequest, round: Round, identity: Identity, chosen: tuple[int, ...]
) -> HttpResponse | None:
    """The ballot again with the reason, when this selection cannot be cast."""
    basket = basket_of(round, identity, chosen)
    try:
        check(round, [pot.share for pot in basket.pots], list(round.projects.all()), chosen)
    except BallotRefused as refusal:
        return _ballot_page(request, round, identity, chosen, refusal.sentence)
    return None


def _ballot_page(
    request: HttpRequest,
    round: Round,
    identity: Identity,
    chosen: tuple[int, ...] | None = None,
    problem: str = "",
) -> HttpResponse:
    own, draft = _looked_up(request, round, identity)
    shown = chosen if chosen is not None else draft if draft is not None else own or ()
    basket: Basket = basket_of(round, identity, shown)
    facts = {
        "round": round,
        "basket": basket,
        "voted": own is not None,
        "unsent": draft is not None and draft != own,
        "replaces": own is None and _entry(round, identity) is not None,
        "problem": problem,
        "annulment": None if own else annulment_of(round, identity),
        "limit": limit_words(round),
    }
    return render(request, "budgeting/ballot.html", facts)
