"""The result of a round for everyone, and its files."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budgeting.results.actions import make_objection
from budgeting.results.analyses import Analysis
from budgeting.results.analysis_page import pot_tables
from budgeting.results.forms import ObjectionForm
from budgeting.results.hall import hall_of
from budgeting.results.history import history_of
from budgeting.results.models import Result
from budgeting.results.page import result_page
from budgeting.results.public_files import archive
from budgeting.results.rules import may_object, may_read, may_read_early
from budgeting.rounds.models import Round
from budgeting.rounds.page import note_of_now
from budgeting.rounds.rule_words import rule_name, rule_sentences
from budgeting.rounds.rules import may_see
from budgeting.rounds.states import State
from participation.clock import database_now
from participation.kinds import registry
from participation.limits.network import counted
from participation.limits.table import DOWNLOADS

TYPES = {"pb": "text/plain", "txt": "text/plain", "json": "application/json", "zip": "application/zip"}
ALL_FILES = "all.zip"


@require_safe
def result(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The version that stands, or the one that is asked for; before there is one, when it will come."""
    now = database_now()
    round = get_object_or_404(Round.objects.with_clock(), process__slug=slug)
    if not may_see(request.user, round, now):
        raise Http404
    found = _find(request, round, version, now)
    if found is None:
        if version is not None:
            raise Http404
        state = round.state(now)
        context = {"round": round, "void": state == State.VOID, "note": note_of_now(round, state)}
        return render(request, "budgeting/result_to_come.html", context)
    context = {
        "page": result_page(found),
        "round": found.round,
        "now": now,
        "history": history_of(found),
        "sections": registry.sections_on("result", request.user, found),
        "rule_name": rule_name(found.round.rule),
        "rule_sentences": rule_sentences(found.round.rule),
    }
    return render(request, "budgeting/result.html", context)


@require_safe
def other_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The comparison of the newest published version, where it was declared before opening."""
    found = (
        Analysis.objects.filter(result__round__process__slug=slug, result__round__show_other_rules=True)
        .select_related("result__round__process")
        .defer("result__document")
        .order_by("-result__version")
        .first()
    )
    if found is None or not may_read(request.user, found.result, database_now()):
        raise Http404
    facts = {"round": found.result.round, "tables": pot_tables(found.result.round, found.pots)}
    return render(request, "budgeting/other_rules.html", facts)


@require_safe
def hall(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen for a projector; `look` is "paper" or anything else for black."""
    now = database_now()
    round = get_object_or_404(Round.objects.with_clock().with_voters(), process__slug=slug)
    if not may_see(request.user, round, now):
        raise Http404
    shown = hall_of(round, now, request.GET.get("look", ""))
    return render(request, "budgeting/hall.html", {"hall": shown, "round": round})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for anyone with an account, during the declared days; afterwards it says that they are over."""
    now = database_now()
    round = get_object_or_404(Round.objects.with_clock(), process__slug=slug)
    found = round.results.published().light().order_by("-version").first()
    if found is None or not may_see(request.user, round, now):
        raise Http404
    found.round = round
    form = ObjectionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        make_objection(by=request.user, result=found, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Your objection is in. The council answers it in public, without your name.")
        )
        return redirect("result", slug=slug)
    facts = {"round": round, "result": found, "form": form, "open": may_object(request.user, found, now)}
    return render(request, "budgeting/objection.html", facts)


@require_safe
@counted(DOWNLOADS)
def result_file(request: HttpRequest, slug: str, version: int, name: str) -> HttpResponse:
    """One published file byte for byte, or all of them as one zip."""
    found = get_object_or_404(
        Result.objects.light().select_related("round__process", "round__phase"),
        round__process__slug=slug,
        version=version,
    )
    if not may_read(request.user, found, database_now()):
        raise Http404
    if name == ALL_FILES:
        content = archive((file.name, bytes(file.content)) for file in found.files.order_by("name"))
    else:
        content = bytes(get_object_or_404(found.files, name=name).content)
    return _download(content, f"{slug}-v{version}.zip" if name == ALL_FILES else name)


def _find(request: HttpRequest, round: Round, version: int | None, now: datetime) -> Result | None:
    """Staff who look before publication see the newest count; everyone else the newest published one."""
    results = (
        Result.objects.filter(round=round)
        .light()
        .select_related("round__process", "round__phase", "round__imported", "round__lot")
        .order_by("-version")
    )
    if version is not None:
        found = results.filter(version=version).first()
        return found if found is not None and may_read(request.user, found, now) else None
    published = results.published().first()
    if published is None and may_read_early(request.user):
        return results.first()
    return published


def _download(content: bytes, name: str) -> HttpResponse:
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
