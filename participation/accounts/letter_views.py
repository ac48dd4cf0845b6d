"""The page on which a resident asks for a letter, and later types the code that it holds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from participation.accounts import rules
from participation.accounts.forms import LetterCodeForm, LetterForm
from participation.accounts.letter_acts import ask_letter, confirm_by_letter, letter_of
from participation.accounts.onward import next_of, onward
from participation.accounts.second_way_views import add_refusal, with_next
from participation.accounts.verification import tries_left


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """Asks for the address, then for the code that came there."""
    if not rules.may_confirm_by_letter(request.user):
        return redirect(with_next("second_way", request))
    asked = letter_of(request.user)
    form = (LetterCodeForm if asked else LetterForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if asked:
                confirm_by_letter(user=request.user, **form.cleaned_data)
            else:
                ask_letter(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            return _done(request, confirmed=asked is not None)
    page = {"form": form, "letter": asked, "left": tries_left(request.user), "next": next_of(request)}
    return render(request, "participation/letter.html", page)


def _done(request: HttpRequest, *, confirmed: bool) -> HttpResponse:
    if confirmed:
        messages.success(request, _("Thank you. You are confirmed, and you can vote."))
        return redirect(onward(request))
    return redirect(with_next("letter", request))
