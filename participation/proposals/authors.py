"""The page on which people agree to write a proposal together."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.proposals import rules
from participation.proposals.actions import answer_invitation, ask_co_author, remove_co_author
from participation.proposals.models import CoAuthor, Proposal


class AskForm(forms.Form):
    whom = forms.CharField(
        label=gettext_lazy("Name or email address"),
        help_text=gettext_lazy("The name that others see here, or the address that they log in with."),
        max_length=254,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_authors(request: HttpRequest, pk: int) -> HttpResponse:
    """For the first author: ask and take back. For who was asked: yes, no, or leave."""
    proposal = get_object_or_404(Proposal.objects.select_related("process", "author"), pk=pk)
    own = proposal.co_authors.filter(person=request.user).first()
    first = rules.is_first_author(request.user, proposal)
    if not rules.may_see(request.user, proposal) or not (first or own):
        raise Http404
    form = AskForm(request.POST if "ask" in request.POST else None)
    if request.method == "POST" and _done(request, proposal, form):
        return redirect("proposal_authors" if first else proposal, *([pk] if first else []))
    shown = proposal.co_authors.select_related("person").exclude(by_address=True, state="asked")
    page = {
        "proposal": proposal,
        "form": form,
        "first": first,
        "own": own,
        "open": not rules.ask_refusal(request.user, proposal),
        "co_authors": shown.exclude(state=CoAuthor.State.DECLINED),
    }
    return render(request, "participation/proposal_authors.html", page, status=422 if form.errors else 200)


def _done(request: HttpRequest, proposal: Proposal, form: AskForm) -> bool:
    if "ask" in request.POST:
        return form.is_valid() and _asked(request, proposal, form)
    if request.POST.get("remove", "").isdecimal():
        person = int(request.POST["remove"][:9])
        remove_co_author(author=request.user, proposal=proposal, person=person)
        messages.success(request, _("They are no author of this proposal any more."))
        return True
    if request.POST.get("answer") not in ("yes", "no"):
        return False
    accept = request.POST["answer"] == "yes"
    answer_invitation(person=request.user, proposal=proposal, accept=accept)
    messages.success(
        request, _("You are an author of this proposal now.") if accept else _("You are not its author.")
    )
    return True


def _asked(request: HttpRequest, proposal: Proposal, form: AskForm) -> bool:
    try:
        ask_co_author(author=request.user, proposal=proposal, whom=form.cleaned_data["whom"])
    except PermissionDenied as refused:
        form.add_error(None, str(refused))
        return False
    except ValidationError as error:
        form.add_error("whom" if "whom" in error.message_dict else None, error.messages)
        return False
    messages.success(request, _("If someone here has this name or address, they are asked now."))
    return True
