"""Pages on which an author changes or withdraws a proposal, and on which everyone sees what changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.held_words import forget_held, hold_and_log_in, typed_words
from participation.debate.discussion import discussion
from participation.maps import admit_tiles
from participation.proposals import moves, rules
from participation.proposals.actions import change_proposal, change_status
from participation.proposals.actions.editing import newest_number
from participation.proposals.models import Proposal
from participation.proposals.models.version import KEPT
from participation.proposals.steps import fits
from participation.proposals.versions import changed_fields, versions_page
from participation.proposals.words_form import ChangeForm, GiveUpForm


@require_safe
def proposal_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What each version changed, newest first."""
    page = versions_page(_seen(request, pk), request.GET.get("page"))
    return render(request, "participation/proposal_versions.html", page)


@require_safe
def proposal_before(request: HttpRequest, pk: int) -> HttpResponse:
    """A merged proposal as it was, with its comments: nobody's words move into another talk."""
    proposal = _seen(request, pk)
    if proposal.merged_into is None:
        return redirect(proposal)
    refusal = rules.comment_refusal(request.user, proposal)
    page = {
        "proposal": proposal,
        "discussion": discussion(request, proposal.thread, refusal),
        "comment_refusal": refusal,
        "comments_open": False,
        "author": str(proposal.author or _("a former resident")),
    }
    return render(request, "participation/proposal_before.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_change(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return hold_and_log_in(request, ChangeForm.base_fields)
    proposal = _seen(request, pk)
    if refusal := rules.edit_refusal(request.user, proposal):
        page = {"process": proposal.process, "proposal": proposal, "refusal": refusal}
        page["typed"] = _typed(request)
        return render(request, "participation/proposal_refused.html", page, status=403)
    if request.method != "POST":
        return _show_change(request, proposal, _change_form(request, proposal))
    form = _change_form(request, proposal)
    if not form.is_valid():
        return _show_change(request, proposal, form)
    try:
        changed = change_proposal(
            editor=request.user,
            proposal=proposal,
            base=form.cleaned_data["base"],
            reason=form.cleaned_data["reason"],
            **form.words(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        theirs = _changed_meanwhile(proposal, form)
        return _show_change(request, proposal, form, theirs)
    forget_held(request)
    messages.success(request, _said(changed))
    return redirect("proposal", pk, Proposal.objects.get(pk=pk).slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own proposal, with a reason."""
    proposal = _seen(request, pk)
    if moves.role_for(request.user, proposal, Proposal.Status.WITHDRAWN) != moves.AUTHOR:
        raise PermissionDenied(
            _("This proposal cannot be withdrawn now. Only its first author can, before the vote begins.")
        )
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        change_status(actor=request.user, proposal=proposal, status=Proposal.Status.WITHDRAWN, reason=reason)
        messages.success(request, _("Your proposal is withdrawn. Its page stays, with your reason."))
        return redirect(proposal)
    page = {"form": form, "proposal": proposal}
    status = 422 if form.errors else 200
    return render(request, "participation/proposal_give_up.html", page, status=status)


def _change_form(request: HttpRequest, proposal: Proposal) -> ChangeForm:
    # A copy of its own: a form writes what was typed into its instance.
    own = Proposal.objects.get(pk=proposal.pk)
    return ChangeForm(
        typed_words(request),
        instance=own,
        initial={"base": newest_number(proposal)},
        fits=fits(request.user, proposal.process),
    )


def _show_change(
    request: HttpRequest, proposal: Proposal, form: ChangeForm, theirs: list | None = None
) -> HttpResponse:
    page = {
        "form": form,
        "proposal": proposal,
        "theirs": theirs,
        "share": proposal.process.material_cost_share,
    }
    status = 422 if form.errors else 200
    return admit_tiles(render(request, "participation/proposal_change.html", page, status=status))


def _changed_meanwhile(proposal: Proposal, form: ChangeForm) -> list:
    """What the site says now against what was typed; saving once more puts the typed one in its place."""
    now = Proposal.objects.select_related("area", "category").get(pk=proposal.pk)
    form.data = form.data.copy()
    form.data["base"] = str(newest_number(proposal))
    return changed_fields(now, form.instance)


def _said(changed: object) -> str:
    if changed is None:
        return _("Nothing was different, so nothing was changed.")
    if getattr(changed, "material", None):
        return _("Your change is published. The people who support your proposal are told.")
    return _("Your change is published.")


def _typed(request: HttpRequest) -> list[str]:
    return [
        request.POST[name] for name in KEPT if name not in ("area", "category") and request.POST.get(name)
    ]


def _seen(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.select_related("process", "area", "category", "author", "thread", "merged_into")
    proposal = get_object_or_404(rows, pk=pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    return proposal
