"""Keeps a draft while it is being typed, without a word on the page. Answers JSON."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from participation.accounts.held_words import forget_held
from participation.processes.models import Process
from participation.proposals.actions import begin_draft, save_draft
from participation.proposals.models import ProposalDraft
from participation.proposals.steps import step_of
from participation.proposals.words_form import WordsForm


@never_cache
@require_POST
def draft_begin_quietly(request: HttpRequest, slug: str) -> JsonResponse:
    """The first words of a new draft, while they are being typed."""
    if not request.user.is_authenticated:
        return _not_saved(401)
    process = get_object_or_404(Process, slug=slug)
    try:
        draft = begin_draft(author=request.user, process=process, words=_typed(request))
    except (PermissionDenied, ValidationError) as refused:
        return _not_saved(403, " ".join(getattr(refused, "messages", refused.args)))
    return _saved(draft, request.POST.get("step", "what"), False)


@never_cache
@require_POST
def draft_save_quietly(request: HttpRequest, pk: int) -> JsonResponse:
    if not request.user.is_authenticated:
        return _not_saved(401)
    draft = get_object_or_404(ProposalDraft, pk=pk, author=request.user)
    asked = request.POST.get("revision", "")
    revision = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    draft, lost = save_draft(author=request.user, draft=draft, words=_typed(request), revision=revision)
    forget_held(request)
    return _saved(draft, request.POST.get("step", "what"), lost)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in WordsForm.base_fields if name in request.POST}


def _saved(draft: ProposalDraft, step: str, lost: bool) -> JsonResponse:
    here = step_of(step)
    key = here.key if here else "what"
    return JsonResponse(
        {
            "draft": draft.pk,
            "revision": draft.revision,
            "lost": lost,
            "save": reverse("draft_save", args=[draft.pk]),
            "address": reverse("draft_step", args=[draft.pk, key]),
        }
    )


def _not_saved(status: int, words: str = "") -> JsonResponse:
    return JsonResponse({"saved": False, "words": words}, status=status)
