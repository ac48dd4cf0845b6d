"""Pages of debates."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.held_words import forget_held, hold, typed_words
from participation.accounts.rules import is_active
from participation.debate.discussion import discussion
from participation.debates import rules
from participation.debates.actions import start_debate
from participation.debates.forms import DebateForm
from participation.debates.models import Debate
from participation.moderation.models import Decision
from participation.processes.models import Process
from participation.processes.rules import may_see_process

PER_PAGE = 20
LONGEST_SEARCH = 200


@require_safe
def debate_list_all(request: HttpRequest) -> HttpResponse:
    """Every public debate of the town, the newest first; `q` looks for words in them."""
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    found = Debate.objects.public().containing(text).with_comments().select_related("process", "thread")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(debate, _is_over(debate, now)) for debate in page]
    facts = {"page": page, "rows": rows, "text": text, "kept": urlencode({"q": text}) + "&" if text else ""}
    return render(request, "participation/debate_list_all.html", facts)


@require_safe
def debate_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every debate of a process, the newest first."""
    process = _process(request, slug)
    found = process.debates.visible().with_comments().select_related("area", "category", "thread")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(debate, _is_over(debate, now)) for debate in page]
    refusal = rules.start_refusal(request.user, process)
    facts = {"process": process, "page": page, "rows": rows, "refusal": refusal}
    return render(request, "participation/debate_list.html", facts)


@require_safe
def debate_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = Debate.objects.select_related("process", "area", "category", "author", "thread")
    debate = get_object_or_404(found, pk=pk)
    if not rules.may_see(request.user, debate):
        raise Http404
    if slug != debate.slug:
        return redirect(debate, permanent=True)
    closed = rules.closed_words(debate, timezone.now())
    talk = discussion(request, debate.thread, rules.comment_refusal(request.user, debate))
    page = {
        "debate": debate,
        "author": _("the council") if debate.by_council else str(debate.author or _("a former resident")),
        "discussion": talk,
        "is_open": not closed and debate.thread.closed_at is None,
        "comments_open": not closed and debate.thread.closed_at is None,
        "hidden_reason": _hidden_reason(debate),
        "address": request.build_absolute_uri(debate.get_absolute_url()),
    }
    return render(request, "participation/debate.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def debate_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a debate. What was typed is never lost, whatever is wrong with it."""
    process = _process(request, slug)
    if not is_active(request.user) and (request.method != "POST" or hold(request, DebateForm.base_fields)):
        return redirect_to_login(request.get_full_path())
    form = DebateForm(typed_words(request))
    page: dict[str, Any] = {"process": process, "form": form}
    page["refusal"] = rules.start_refusal(request.user, process)
    if request.method == "POST" and form.is_valid():
        try:
            debate = start_debate(author=request.user, process=process, **form.cleaned_data)
            forget_held(request)
            messages.success(request, _("Your debate is open."))
            return redirect(debate)
        except PermissionDenied as refused:
            page["refusal"] = str(refused)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
    status = 403 if page["refusal"] else 422 if request.method == "POST" else 200
    return render(request, "participation/debate_new.html", page, status=status)


def _process(request: HttpRequest, slug: str) -> Process:
    process = get_object_or_404(Process, slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    return process


def _is_over(debate: Debate, now: Any) -> bool:
    return debate.thread.closed_at is not None or (debate.closes_at is not None and debate.closes_at <= now)


def _hidden_reason(debate: Debate) -> str:
    """Only those who may see a hidden one come this far."""
    if debate.hidden_at is None:
        return ""
    decision = Decision.objects.about(debate).filter(verdict=Decision.Verdict.HIDE).first()
    return decision.reason if decision else ""
