"""Pages for residents without an account: found in the register, then confirmed by phone or by post."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgeting.ballots.codes.forms import AskLetterForm, FactsWithPhoneForm
from budgeting.ballots.codes.kiosk import kiosk_of
from budgeting.ballots.codes.views import leave
from budgeting.ballots.doors import never_kept, visible_round
from budgeting.ballots.voter import admit
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts import without_account as people
from participation.accounts.forms import LetterCodeForm, PhoneCodeForm
from participation.accounts.letters import Letter
from participation.accounts.models import Identity
from participation.accounts.rules import identity_of
from participation.accounts.second_way import open_phone_code
from participation.accounts.second_way_views import add_refusal
from participation.accounts.sms import GatewayDownError, NumberRefusedError
from participation.limits.network import network_of

# What the session remembers between the two steps: who was found, and for which round.
ASKING = "asks_to_vote"


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def by_phone(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for what the register holds and a telephone, then for the code that was sent there."""
    round = _round(request, slug, lambda round: round.opens_to_sms and people.can_send_texts())
    if identity_of(request.user) is not None:
        return redirect("ballot", slug=slug)
    identity = None if "again" in request.GET else _found_before(request, round)
    waiting = identity is not None and open_phone_code(identity) is not None
    form = (PhoneCodeForm if waiting else FactsWithPhoneForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _take_phone_code if waiting else _send_text
        answer = _tried(form, lambda: act(request, round, form, identity))
        if answer is not None:
            return answer
    page = {"round": round, "form": form, "waiting": waiting, "kiosk": kiosk_of(request)}
    return render(request, "budgeting/vote_by_phone.html", page)


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks who it is and where to send the letter; once there is one, for the code in it."""
    round = _round(request, slug, lambda round: round.opens_to_letters)
    if identity_of(request.user) is not None:
        return redirect("ballot", slug=slug)
    identity = None if "again" in request.GET else _found_before(request, round)
    letter = Letter.objects.filter(identity=identity).first() if identity else None
    form = (LetterCodeForm if letter else AskLetterForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _take_letter_code if letter else _ask_letter
        answer = _tried(form, lambda: act(request, round, form, identity))
        if answer is not None:
            return answer
    page = {"round": round, "form": form, "letter": letter, "kiosk": kiosk_of(request)}
    return render(request, "budgeting/vote_by_letter.html", page)


def _round(request: HttpRequest, slug: str, opens: Callable[[Round], bool]) -> Round:
    round = visible_round(request, slug)
    if not opens(round) or round.state() != State.OPEN:
        raise Http404
    return round


def _tried(form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The answer of the act, or None with the refusal in the form."""
    try:
        return act()
    except ValidationError as refusal:
        add_refusal(form, refusal)
    except NumberRefusedError:
        form.add_error("phone", _("We cannot send messages to this number. Use another one."))
    except GatewayDownError:
        form.add_error(None, _("We could not send the message just now. Try again soon, or visit the desk."))
    return None


def _found_before(request: HttpRequest, round: Round) -> Identity | None:
    asking = request.session.get(ASKING) or {}
    if asking.get("round") != round.pk:
        return None
    return Identity.objects.filter(pk=asking["identity"], user=None).first()


def _look_up(request: HttpRequest, round: Round, form: Form) -> Identity:
    facts = {name: form.cleaned_data[name] for name in ("name", "birth_date", "postcode")}
    identity = people.find_in_register(**facts, where=network_of(request))
    request.session.cycle_key()
    request.session[ASKING] = {"round": round.pk, "identity": identity.pk}
    return identity


def _send_text(request: HttpRequest, round: Round, form: Form, identity: Identity | None) -> HttpResponse:
    people.send_code(identity=_look_up(request, round, form), phone=form.cleaned_data["phone"])
    return redirect("vote_by_phone", slug=round.process.slug)


def _take_phone_code(
    request: HttpRequest, round: Round, form: Form, identity: Identity | None
) -> HttpResponse:
    assert identity is not None
    return _let_in(request, round, people.confirm_by_code(identity=identity, code=form.cleaned_data["code"]))


def _ask_letter(request: HttpRequest, round: Round, form: Form, identity: Identity | None) -> HttpResponse:
    identity, given = _look_up(request, round, form), form.cleaned_data
    if given["address"]:
        address = f"{given['address']}\n{given['postcode']}"
        people.ask_for_letter(identity=identity, name=given["name"], address=address)
    elif not Letter.objects.filter(identity=identity).exists():
        raise ValidationError({"address": _("You asked for no letter yet. Write your address.")})
    return redirect("vote_by_letter", slug=round.process.slug)


def _take_letter_code(
    request: HttpRequest, round: Round, form: Form, identity: Identity | None
) -> HttpResponse:
    assert identity is not None
    return _let_in(request, round, people.confirm_by_post(identity=identity, code=form.cleaned_data["code"]))


def _let_in(request: HttpRequest, round: Round, identity: Identity) -> HttpResponse:
    request.session.pop(ASKING, None)
    leave(request, round)
    admit(request, round, identity)
    return redirect("ballot", slug=round.process.slug)
