"""Letters with a code: an officer compares addresses, prints, posts, and says so."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.chrome.read import chrome
from participation.accounts.actions import post_letter, print_letter, refuse_letter
from participation.accounts.letters import CODE_LASTS, Letter
from participation.accounts.rules import OFFICER, may_send_letter, role_refusal, send_letter_refusal
from participation.clock import database_now

# As many as one person folds at a time.
AT_ONCE = 30


@method_decorator(never_cache, name="dispatch")
class LettersView(Screen, TemplateView):
    """Letters that wait. POST prints those that were chosen; their codes are shown this once."""

    template_name = "cms/backoffice/letters.html"
    page_title = gettext_lazy("Letters with a code")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        waiting = Letter.objects.to_print().exclude(identity__user=self.request.user)
        page = {"letters": waiting.select_related("printed_by")[:AT_ONCE], "count": waiting.count()}
        return {**super().get_context_data(**kwargs), **page}

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = _chosen(request)
        if not chosen:
            messages.error(request, _("Choose the letters first."))
            return redirect("census:letters")
        if "posted" in request.POST:
            return self._post(request, chosen)
        return self._print(request, chosen)

    def _print(self, request: HttpRequest, chosen: list[Letter]) -> HttpResponse:
        printed = []
        for letter in chosen:
            try:
                printed.append((letter, print_letter(actor=request.user, letter=letter)))
            except ValidationError:
                # Another officer dealt with this one meanwhile.
                continue
        page = {
            "letters": printed,
            "until": database_now() + CODE_LASTS,
            "site": request.build_absolute_uri("/"),
            "council": chrome(request).organisation or chrome(request).site_name,
        }
        return render(request, "cms/backoffice/letters_print.html", page)

    def _post(self, request: HttpRequest, chosen: list[Letter]) -> HttpResponse:
        for letter in chosen:
            try:
                post_letter(actor=request.user, letter=letter)
            except ValidationError as error:
                messages.error(request, f"{letter}: {' '.join(error.messages)}")
        messages.success(request, _("Letters that are in the post have lost their address here."))
        return redirect("census:letters")


class RefuseLetterView(Screen, TemplateView):
    """Asks whether the address is truly not the one in the register; POST refuses the letter."""

    template_name = "cms/backoffice/letter_refuse.html"
    page_title = gettext_lazy("Send no letter")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        self.letter = get_object_or_404(Letter.objects.to_print(), pk=kwargs["pk"])
        refuse(send_letter_refusal(request.user, self.letter))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "letter": self.letter}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            refuse_letter(actor=request.user, letter=self.letter)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("No letter goes there. The person is told to visit the desk."))
        return redirect("census:letters")


def _chosen(request: HttpRequest) -> list[Letter]:
    numbers = [number for number in request.POST.getlist("letter") if number.isdecimal()][:AT_ONCE]
    letters = Letter.objects.to_print().filter(pk__in=numbers).select_related("identity")
    return [letter for letter in letters if may_send_letter(request.user, letter)]
