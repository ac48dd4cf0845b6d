"""Pictures and documents of a draft, and the documents of a proposal as downloads."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.limits.network import counted
from participation.limits.table import DOWNLOADS
from participation.proposals import rules
from participation.proposals.actions import attach_file, remove_attachment
from participation.proposals.models import Attachment, Proposal, ProposalDraft
from participation.proposals.steps import step_of
from participation.proposals.writing import show_step

KINDS = {"pictures": "picture", "documents": "document"}


@never_cache
@require_POST
def draft_attach(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Adds one picture or document at once, so that no later mistake loses it."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("draft_step", args=[pk, step]))
    draft, kind = _draft_and_kind(request, pk, step)
    file, words = request.FILES.get("file"), request.POST.get("words", "")
    try:
        if file is None:
            raise ValidationError({"file": _("Choose a file first.")})
        attach_file(author=request.user, draft=draft, kind=kind, file=file, words=words)
    except ValidationError as error:
        more = {"file_errors": error.messages, "file_words": words}
        return show_step(request, draft.process, draft, step_of(step), wrong=True, more=more)
    return redirect("draft_step", pk, step)


@never_cache
@require_POST
def draft_detach(request: HttpRequest, pk: int, step: str, attachment: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("draft_step", args=[pk, step]))
    draft, _kind = _draft_and_kind(request, pk, step)
    remove_attachment(author=request.user, draft=draft, attachment=attachment)
    return redirect("draft_step", pk, step)


@require_safe
@counted(DOWNLOADS)
def proposal_document(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """A document as a download: a browser never opens it as part of this site."""
    proposal = get_object_or_404(Proposal.objects.select_related("process"), pk=pk)
    if not rules.may_see(request.user, proposal):
        raise Http404
    row = get_object_or_404(Attachment.objects.exclude(document=""), pk=attachment, proposal=proposal)
    name = row.words.removesuffix(".pdf") or "document"
    answer = FileResponse(
        row.document.open("rb"), as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    # Where a browser opens it all the same, nothing in it runs or calls out.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _draft_and_kind(request: HttpRequest, pk: int, step: str) -> tuple[ProposalDraft, str]:
    if step not in KINDS:
        raise Http404
    return get_object_or_404(ProposalDraft, pk=pk, author=request.user), KINDS[step]
