"""The pages on which people vote. They work without scripts; nothing that is chosen stands in an address."""

import secrets
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from budgeting.ballots.actions import drop_draft, read_draft, read_own_choices, save_draft
from budgeting.ballots.annulments import annulment_of
from budgeting.ballots.basket import basket_of
from budgeting.ballots.changes import seen_changes
from budgeting.ballots.choices import Choices
from budgeting.ballots.codes.admitting import cast_in_session, refuse_spent
from budgeting.ballots.doors import ballot_box, ballot_page, never_kept, visible_round
from budgeting.ballots.eligibility import check_ballot, shares_of
from budgeting.ballots.forms import (
    ReceiptForm,
    compared,
    moved,
    sent_choices,
    sent_key,
    sent_marks,
    where_next,
)
from budgeting.ballots.marks import Marks, as_far_as_clear, marks_of, read
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.receipts import answer
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import why_no_vote
from budgeting.ballots.voter import basket_name, pass_of, voter_of
from budgeting.rounds.models import Round
from budgeting.rounds.page import limit_words
from budgeting.rounds.states import State
from participation.accounts.models import Identity

# Refusals that the voter can put right on the ballot itself.
CAN_BE_PUT_RIGHT = {"empty", "unknown", "other_ward", "too_dear", "too_many", "too_many_points", "key_reused"}
CAN_BE_PUT_RIGHT |= {
    "twice",
    "place_wrong",
    "place_twice",
    "place_missing",
    "points_wrong",
    "two_wards",
    "compare",
    "withdrawn",
}


@ballot_page
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, round: Round, identity: Identity, arrived_at: datetime) -> HttpResponse:
    """The list and the basket. Each button saves the basket as a draft; "review" goes on when it is valid."""
    if request.method != "POST":
        return _ballot_page(request, round, identity)
    sent = request.POST
    if "forget" in sent:
        drop_draft(round=round, identity=identity, basket=basket_name(request, round))
        return redirect("ballot", slug=round.process.slug)
    marks = sent_marks(round, sent)
    try:
        chosen = _saved(request, round, identity, marks, arrived_at)
        side_by_side = compared(sent)
    except BallotRefused as refusal:
        return _to_put_right(request, round, identity, marks, refusal)
    if side_by_side:
        return _ballot_page(request, round, identity, compare=side_by_side)
    if "review" not in sent:
        return redirect(reverse("ballot", args=[round.process.slug]) + where_next(sent))
    return _refusal_of(request, round, identity, chosen) or redirect("ballot_review", slug=round.process.slug)


def _saved(
    request: HttpRequest, round: Round, identity: Identity, marks: Marks, arrived_at: datetime
) -> Choices:
    """The draft that these marks and the pressed button make. Raises BallotRefused."""
    projects = list(round.projects.only("round", "round_pot", "number", "title"))
    chosen = read(round, projects, marks, close_gaps="remove" in request.POST)
    return save_draft(
        round=round,
        identity=identity,
        choices=moved(projects, chosen, request.POST),
        arrived_at=arrived_at,
        basket=basket_name(request, round),
    )


def _to_put_right(
    request: HttpRequest, round: Round, identity: Identity, marks: Marks, refusal: BallotRefused
) -> HttpResponse:
    """The ballot again, as it was filled in, with the reason. Raises what cannot be put right there."""
    if refusal.code not in CAN_BE_PUT_RIGHT:
        raise refusal
    return _ballot_page(request, round, identity, marks=marks, problem=refusal.sentence)


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


@ballot_box
@require_POST
def cast(request: HttpRequest, round: Round, identity: Identity, arrived_at: datetime) -> HttpResponse:
    chosen = sent_choices(round, request.POST)
    try:
        cast_in_session(
            round=round,
            identity=identity,
            choices=chosen,
            key=sent_key(request.POST),
            arrived_at=arrived_at,
            shown=pass_of(request, round),
        )
    except BallotRefused as refusal:
        unable = why_no_vote(request.user, identity, round, arrived_at)
        if unable and refusal.code in CAN_BE_PUT_RIGHT:
            # Whatever they put right, they could not vote.
            raise BallotRefused(refusal.code, unable) from refusal
        projects = round.projects.only("round", "round_pot", "number")
        return _to_put_right(request, round, identity, marks_of(round, projects, chosen), refusal)
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
    state = round.state()
    if state == State.VOID:
        return redirect("ballot", slug=slug)
    facts = {"round": round, "entry": entry, "open": state == State.OPEN, "basket": None}
    shown = pass_of(request, round)
    facts["passing"] = shown is not None
    try:
        refuse_spent(shown)
    except BallotRefused:
        return redirect("ballot", slug=slug)
    try:
        own, _draft = _looked_up(request, round, identity)
        facts["basket"] = basket_of(round, identity, own) if own else None
        facts["changes"] = seen_changes(round, own or ())
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
    request: HttpRequest, round: Round, identity: Identity, chosen: Choices
) -> HttpResponse | None:
    """The ballot again with the reason, when this selection cannot be cast."""
    try:
        check_ballot(round, shares_of(round), identity, list(round.projects.all()), chosen)
    except BallotRefused as refusal:
        marks = marks_of(round, round.projects.all(), chosen)
        return _ballot_page(request, round, identity, marks=marks, problem=refusal.sentence)
    return None


def _ballot_page(
    request: HttpRequest,
    round: Round,
    identity: Identity,
    *,
    marks: Marks | None = None,
    problem: str = "",
    compare: frozenset[int] = frozenset(),
) -> HttpResponse:
    """The list, or some projects side by side, with these marks, else the draft, else the own ballot."""
    own, draft = _looked_up(request, round, identity)
    shown = draft if draft is not None else own or ()
    if marks is not None:
        shown = as_far_as_clear(round, list(round.projects.only("round", "round_pot", "number")), marks)
    facts = {
        "round": round,
        "basket": basket_of(round, identity, shown, marks),
        "voted": own is not None,
        "unsent": draft is not None and draft != own,
        "replaces": own is None and _entry(round, identity) is not None,
        "problem": problem,
        "changes": seen_changes(round, (*(own or ()), *(draft or ()))),
        "annulment": None if own else annulment_of(round, identity),
        "limit": limit_words(round),
        "compare": compare,
        "basket_open": request.GET.get("open") == "basket",
    }
    return render(request, "budgeting/ballot_compare.html" if compare else "budgeting/ballot.html", facts)
