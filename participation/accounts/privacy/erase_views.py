"""The pages on which a person erases their account: what goes and what stays, a choice, a code, the end."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts import rules
from participation.accounts.forms import ErasureCodeForm, ErasureForm
from participation.accounts.privacy.asking import ask_erasure, drop_erasure, erase_by_code, open_request
from participation.accounts.privacy.erasing import obstacles_of, what_stays


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    """Explains and asks, then takes the code. Who has a passkey or an app gives that first."""
    if request.method == "POST":
        return _post(request)
    wish = None if "again" in request.GET else open_request(request.user)
    return _show(request, ErasureCodeForm() if wish else ErasureForm(), wish)


@reauthentication_required
def _post(request: HttpRequest) -> HttpResponse:
    if "stay" in request.POST:
        drop_erasure(user=request.user)
        messages.success(request, _("Your account stays as it is."))
        return redirect("my_page")
    wish, typing_code = open_request(request.user), "code" in request.POST
    if typing_code and wish is None:
        messages.warning(request, _("This code is too old. Ask for a new one."))
        return redirect("erase_me")
    form = (ErasureCodeForm if typing_code else ErasureForm)(request.POST)
    if form.is_valid():
        try:
            return _erase(request, form) if typing_code else _ask(request, form)
        except ValidationError as error:
            form.add_error("code" if typing_code and error.code != "obstacle" else None, error)
    return _show(request, form, wish if typing_code else None, status=422)


def _ask(request: HttpRequest, form: ErasureForm) -> HttpResponse:
    ask_erasure(user=request.user, keep_words=form.cleaned_data["words"] == "keep")
    return redirect("erase_me")


def _erase(request: HttpRequest, form: ErasureCodeForm) -> HttpResponse:
    erase_by_code(user=request.user, code=form.cleaned_data["code"])
    request.session.flush()
    return redirect("erased")


def _show(request: HttpRequest, form: ErasureForm | ErasureCodeForm, wish, status: int = 200) -> HttpResponse:
    page = {
        "form": form,
        "wish": wish,
        "obstacles": obstacles_of(request.user),
        "stays": what_stays(request.user),
        "verified": rules.is_verified(request.user),
    }
    return render(request, "participation/erase_me.html", page, status=status)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/erased.html")
