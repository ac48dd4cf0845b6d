"""What a person follows, how often mail comes, and the link in each mail that stops it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.accounts.buttons import log_in_first
from participation.notices import wanting
from participation.notices.choosing import choose_mail, stop_mail
from participation.notices.following import followed_rows
from participation.notices.forms import MailForm
from participation.notices.models import Follow
from participation.notices.stopping import person_of

PER_PAGE = 25


@never_cache
@login_required
@require_safe
def follow_list(request: HttpRequest) -> HttpResponse:
    """Everything the person follows, newest first."""
    page = Paginator(Follow.objects.filter(person=request.user), PER_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "rows": followed_rows(page.object_list, request.user)}
    return render(request, "participation/follow_list.html", facts)


@log_in_first
@require_POST
def follow_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Also for what the person can no longer see."""
    get_object_or_404(Follow, pk=pk, person=request.user).delete()
    messages.success(request, _("You do not follow this any more."))
    return redirect("follow_list")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest) -> HttpResponse:
    choices = wanting.choices_of(request.user)
    form = MailForm(request.POST or None, initial=choices | {"how_often": choices[""]})
    if request.method == "POST" and form.is_valid():
        choose_mail(user=request.user, how_often=form.cleaned_data["how_often"], by_group=form.by_group())
        messages.success(request, _("Your choice is kept."))
        return redirect("mail_choices")
    return render(request, "participation/mail_choices.html", {"form": form})


@csrf_exempt  # mail programs post it by themselves; the signed link says whose mail it is, and can do no more
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks by GET, since scanners of mail open every link; stops by POST, also by a mail program's own."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        stop_mail(user=person)
    return render(request, "participation/mail_stop.html", {"stopped": request.method == "POST"})
