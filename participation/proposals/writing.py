"""The pages on which a proposal is written: one step a page, kept as a draft at each of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.held_words import forget_held, held_words, hold_and_log_in
from participation.accounts.rules import is_active, is_verified
from participation.limits.network import count_from_here
from participation.limits.refusal import TooOftenError
from participation.limits.table import SEARCHES
from participation.maps import admit_tiles
from participation.processes.models import Process
from participation.processes.rules import may_see_process
from participation.proposals import rules
from participation.proposals.actions import begin_draft, publish_draft, remove_draft, save_draft
from participation.proposals.due import DAYS_KEPT
from participation.proposals.models import Proposal, ProposalDraft
from participation.proposals.models.version import KEPT
from participation.proposals.pin_note import pin_note
from participation.proposals.similar import similar_proposals
from participation.proposals.steps import (
    KEYS,
    STEPS,
    Step,
    beside,
    fits,
    step_of,
    step_with_error,
    whole_form,
)
from participation.proposals.versions import LABELS
from participation.proposals.words_form import WordsForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step; what is typed there becomes a draft."""
    if not request.user.is_authenticated:
        return hold_and_log_in(request, KEPT)
    process = _process(request, slug)
    if refusal := rules.propose_refusal(request.user, process):
        return _refused(request, process, refusal)
    if request.method != "POST":
        return show_step(request, process, None, STEPS[0])
    try:
        draft = begin_draft(author=request.user, process=process, words=_typed(request))
    except ValidationError as error:
        form = _form(request, process, None, STEPS[0])
        form.add_error(None, error)
        return show_step(request, process, None, STEPS[0], form)
    return _after_saving(request, draft, STEPS[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Each POST saves first, right or wrong; then it looks whether the step can be left."""
    if not request.user.is_authenticated:
        return hold_and_log_in(request, KEPT)
    draft, here = own_draft(request, pk), step_of(step)
    if here is None:
        raise Http404
    if request.method != "POST":
        return show_step(request, draft.process, draft, here)
    typed = _typed(request)
    pin = pin_note(typed) if "next" in request.POST else None
    draft, lost = save_draft(
        author=request.user,
        draft=draft,
        words=typed | (pin.words if pin else {}),
        revision=_revision(request),
    )
    if lost:
        messages.warning(request, _("This draft was changed in another window, too. The newest words count."))
    if pin:
        messages.info(request, pin.sentence)
    if pin and pin.words:
        return redirect("draft_step", draft.pk, here.key)
    return _after_saving(request, draft, here)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_publish(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return hold_and_log_in(request, KEPT)
    draft = own_draft(request, pk)
    if request.method != "POST":
        return redirect("draft_step", pk, "check")
    try:
        proposal = publish_draft(author=request.user, draft=draft)
    except PermissionDenied as refused:
        return _refused(request, draft.process, str(refused), draft)
    except TooOftenError as often:
        messages.error(request, often.words)
        return show_step(request, draft.process, draft, step_of("check"))
    except ValidationError:
        return show_step(request, draft.process, draft, step_of("check"), wrong=True)
    if proposal.status == Proposal.Status.SUBMITTED:
        messages.success(request, _("Your proposal is handed in. You hear when it is published."))
    else:
        messages.success(request, _("Your proposal is published. Tell people about it."))
    return redirect(proposal)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_remove(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return hold_and_log_in(request, KEPT)
    draft = own_draft(request, pk)
    if request.method != "POST":
        return render(request, "participation/draft_remove.html", {"draft": draft})
    remove_draft(author=request.user, draft=draft)
    messages.success(request, _("The draft is removed."))
    return redirect("my_page")


@require_safe
def proposal_similar(request: HttpRequest, slug: str) -> HttpResponse:
    """A few proposals like the title that is being typed, for the page to put in."""
    process = _process(request, slug)
    count_from_here(SEARCHES, request)
    found = similar_proposals(process, request.GET.get("title", "")[:200])
    return render(request, "participation/proposal_similar.html", {"similar": found})


def own_draft(request: HttpRequest, pk: int) -> ProposalDraft:
    rows = ProposalDraft.objects.select_related("process")
    return get_object_or_404(rows, pk=pk, author=request.user)


def _after_saving(request: HttpRequest, draft: ProposalDraft, here: Step) -> HttpResponse:
    forget_held(request)
    if "back" in request.POST:
        return redirect("draft_step", draft.pk, beside(here, -1).key)
    if "later" in request.POST:
        messages.success(request, _("Your draft is kept. You find it on this page."))
        return redirect("my_page")
    form = _form(request, draft.process, draft, here)
    if not form.is_valid():
        return show_step(request, draft.process, draft, here, form)
    return redirect("draft_step", draft.pk, beside(here, 1).key)


def _form(request: HttpRequest, process: Process, draft: ProposalDraft | None, step: Step) -> WordsForm:
    """What was posted; else what the draft holds, and what was sent while the log-in had run out."""
    if request.method == "POST":
        return WordsForm(request.POST, names=step.names, fits=fits(request.user, process))
    words = (draft.words if draft else {}) | held_words(request)
    return WordsForm(initial={name: words.get(name, "") for name in step.names}, names=step.names)


def show_step(
    request: HttpRequest,
    process: Process,
    draft: ProposalDraft | None,
    step: Step,
    form: WordsForm | None = None,
    *,
    wrong: bool = False,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """One step as a page. `more` is what a step of files says about a file that was refused."""
    form = form or _form(request, process, draft, step)
    number = KEYS[step.key] + 1
    if step.key == "what":
        _search_while_typing(form, process)
    page = {
        "form": form,
        "process": process,
        "draft": draft,
        "step": step,
        "number": number,
        "steps": len(STEPS),
        "progress": _("Step %(number)d of %(steps)d") % {"number": number, "steps": len(STEPS)},
        "replaced": _replaced(draft, step),
        "days_kept": DAYS_KEPT,
        "attachments": _attachments(draft, step),
        "kind": "picture" if step.key == "pictures" else "document",
    }
    if draft is None:
        page["drafts"] = ProposalDraft.objects.filter(author=request.user, process=process)[:5]
    elif step.key == "why":
        page["similar"] = similar_proposals(process, draft.words.get("title", ""))
    elif step.key == "check":
        page |= _whole(request.user, draft)
    status = 422 if wrong or form.errors else 200
    response = render(request, "participation/draft_step.html", page | (more or {}), status=status)
    return admit_tiles(response) if step.key == "where" else response


def _search_while_typing(form: WordsForm, process: Process) -> None:
    form.fields["title"].widget.attrs |= {
        "hx-get": reverse("proposal_similar", args=[process.slug]),
        "hx-trigger": "input changed delay:500ms",
        "hx-target": "#similar",
    }


def _attachments(draft: ProposalDraft | None, step: Step) -> list:
    if draft is None or step.key not in ("pictures", "documents", "check"):
        return []
    rows = draft.attachments.all()
    if step.key == "check":
        return list(rows)
    return list(rows.exclude(**{"picture" if step.key == "pictures" else "document": ""}))


def _replaced(draft: ProposalDraft | None, step: Step) -> list[dict[str, Any]]:
    """What another window's newer words took the place of, in the fields of this step."""
    old = draft.replaced if draft else {}
    names = [name for name in step.names if old.get(name) and name not in ("area", "category")]
    return [{"label": LABELS[name], "text": old[name]} for name in names]


def _whole(author: Any, draft: ProposalDraft) -> dict[str, Any]:
    """Everything as it will stand, step by step, and what is not right yet."""
    form = whole_form(author, draft)
    complete = form.is_valid()
    steps = [
        {
            "step": step,
            "fields": [{"label": LABELS[name], "text": _as_text(form, name)} for name in step.names],
            "errors": [error for name in step.names for error in form.errors.get(name, ())],
        }
        for step in STEPS
        if step.names
    ]
    wrong = step_with_error(form)
    mistakes = len(form.errors)
    note = ngettext("%(n)d thing is missing.", "%(n)d things are missing.", mistakes) % {"n": mistakes}
    return {"whole": steps, "complete": complete, "first_wrong": wrong, "missing": note}


def _as_text(form: WordsForm, name: str) -> str:
    if name in ("area", "category"):
        chosen = form.cleaned_data.get(name)
        return str(chosen) if chosen else ""
    return form.data.get(name, "")


def _refused(
    request: HttpRequest, process: Process, refusal: str, draft: ProposalDraft | None = None
) -> HttpResponse:
    words = draft.words if draft else _typed(request)
    typed = [text for name, text in words.items() if text and name not in ("area", "category")]
    page = {
        "process": process,
        "refusal": refusal,
        "typed": typed,
        "may_verify": is_active(request.user) and not is_verified(request.user),
    }
    return render(request, "participation/proposal_refused.html", page, status=403)


def _process(request: HttpRequest, slug: str) -> Process:
    process = get_object_or_404(Process, slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    return process


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in WordsForm.base_fields if name in request.POST}


def _revision(request: HttpRequest) -> int | None:
    asked = request.POST.get("revision", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None
