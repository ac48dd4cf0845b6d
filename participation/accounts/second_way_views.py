"""Pages on which a resident confirms who they are: the ways, a code by text message, a code from the desk."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts import rules
from participation.accounts.desk_code import redeem_desk_code
from participation.accounts.forms import DeskCodeForm, PhoneCodeForm, PhoneForm
from participation.accounts.letter_acts import letter_of
from participation.accounts.onward import next_of, onward
from participation.accounts.second_way import confirm_by_phone, open_phone_code, send_phone_code
from participation.accounts.sms import GatewayDownError, NumberRefusedError
from participation.accounts.verification import tries_left


@never_cache
@login_required
@require_safe
def second_way(request: HttpRequest) -> HttpResponse:
    """The ways that this council offers, for who was found in the register and nothing more."""
    identity = rules.identity_of(request.user)
    if identity is None:
        return redirect("verify")
    if not rules.needs_second_way(identity):
        return redirect(onward(request))
    page = {
        "by_phone": rules.may_confirm_by_phone(request.user),
        "by_letter": rules.may_confirm_by_letter(request.user),
        "letter": letter_of(request.user),
        "provider": settings.OIDC_NAME if rules.may_use_provider(request.user) else "",
        "next": next_of(request),
    }
    return render(request, "participation/second_way.html", page)


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def phone_code(request: HttpRequest) -> HttpResponse:
    """Asks for a telephone number, then for the code that was sent there."""
    if not rules.may_confirm_by_phone(request.user):
        return redirect(with_next("second_way", request))
    asks_anew = "phone" in request.POST or "again" in request.GET
    waiting = not asks_anew and open_phone_code(rules.identity_of(request.user)) is not None
    form = (PhoneCodeForm if waiting else PhoneForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _confirm(request, form) if waiting else _send(request, form)
        if answer is not None:
            return answer
    page = {"form": form, "waiting": waiting, "next": next_of(request)}
    return render(request, "participation/phone_code.html", page)


def _send(request: HttpRequest, form: Form) -> HttpResponse | None:
    try:
        send_phone_code(user=request.user, phone=form.cleaned_data["phone"])
    except ValidationError as error:
        add_refusal(form, error)
    except NumberRefusedError:
        form.add_error(
            "phone", _("We cannot send messages to this number. Look at it again, or use another one.")
        )
    except GatewayDownError:
        form.add_error(None, _("We could not send the message just now. Try again soon, or visit the desk."))
    else:
        return redirect(with_next("phone_code", request))
    return None


def _confirm(request: HttpRequest, form: Form) -> HttpResponse | None:
    try:
        confirm_by_phone(user=request.user, code=form.cleaned_data["code"])
    except ValidationError as error:
        add_refusal(form, error)
        return None
    messages.success(request, _("Thank you. You are confirmed, and you can vote."))
    return redirect(onward(request))


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def desk_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code that the desk handed out: it verifies, or confirms who is verified."""
    identity = rules.identity_of(request.user)
    if identity is not None and not identity.rests_on_register_alone:
        return redirect(onward(request))
    form = DeskCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            redeem_desk_code(user=request.user, code=form.cleaned_data["code"])
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("You are now a verified resident. You can support and vote."))
            return redirect(onward(request))
    page = {"form": form, "left": tries_left(request.user), "next": next_of(request)}
    return render(request, "participation/desk_code.html", page)


def add_refusal(form: Form, error: ValidationError) -> None:
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


def with_next(name: str, request: HttpRequest) -> str:
    following = next_of(request)
    return reverse(name) + (f"?{urlencode({'next': following})}" if following else "")
