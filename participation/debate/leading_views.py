"""The page from which a facilitator leads a discussion."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.debate import rules
from participation.debate.actions import close_thread, reopen_thread, set_thread_mode
from participation.debate.forms import ModeForm, ReopenForm, SummaryForm
from participation.debate.models import Thread

FORMS: dict[str, type[BaseForm]] = {"mode": ModeForm, "summary": SummaryForm, "reopen": ReopenForm}


@never_cache
@require_safe
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _led(request, pk)
    return _page(request, thread, {})


@require_POST
def change_mode(request: HttpRequest, pk: int) -> HttpResponse:
    def act(thread: Thread, data: dict[str, Any]) -> None:
        until = data.pop("mode_until")
        set_thread_mode(actor=request.user, thread=thread, until=until, **data)

    return _done(request, pk, "mode", act, _("Done. It ends by itself."))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def act(thread: Thread, data: dict[str, Any]) -> None:
        close_thread(actor=request.user, thread=thread, **data)

    return _done(request, pk, "summary", act, _("The discussion is closed."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    def act(thread: Thread, data: dict[str, Any]) -> None:
        reopen_thread(actor=request.user, thread=thread, **data)

    return _done(request, pk, "reopen", act, _("People can write again."))


def _done(
    request: HttpRequest, pk: int, name: str, act: Callable[[Thread, dict[str, Any]], None], words: str
) -> HttpResponse:
    """Act on a filled form; what is wrong stands beside it."""
    thread = _led(request, pk)
    stored = Thread.objects.get(pk=pk)
    form = FORMS[name](request.POST) if name == "reopen" else FORMS[name](request.POST, instance=stored)
    if form.is_valid():
        try:
            act(thread, form.cleaned_data)
            messages.success(request, words)
            kind, thing = rules.owner_of(thread)
            return redirect(f"{kind.address(thing)}#discussion")
        except ValidationError as wrong:
            for field, sentences in wrong.message_dict.items():
                known = {"until": "mode_until"}.get(field, field)
                form.add_error(known if known in form.fields else None, sentences)
    return _page(request, thread, {name: form}, status=422)


def _page(
    request: HttpRequest, thread: Thread, filled: dict[str, BaseForm], status: int = 200
) -> HttpResponse:
    kind, thing = rules.owner_of(thread)
    forms = {
        "mode": filled.get("mode") or ModeForm(instance=thread),
        "summary": filled.get("summary") or SummaryForm(instance=thread),
        "reopen": filled.get("reopen") or ReopenForm(),
    }
    page = {"thread": thread, "forms": forms, "title": kind.title(thing), "address": kind.address(thing)}
    return render(request, "participation/thread_lead.html", page, status=status)


def _led(request: HttpRequest, pk: int) -> Thread:
    thread = get_object_or_404(Thread, pk=pk)
    if not rules.may_see_thread(request.user, thread):
        raise Http404
    if not rules.may_lead(request.user, thread):
        raise PermissionDenied(_("Only facilitators lead a discussion."))
    return thread
