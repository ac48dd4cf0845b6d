"""Where a reader reports something, an author reads a decision, and everyone the house rules."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.blocked_door import blocked_person_of
from participation.kinds import registry
from participation.limits.page import limits_shown
from participation.moderation import rules
from participation.moderation.actions import report
from participation.moderation.appeals import make_appeal
from participation.moderation.edits import asked
from participation.moderation.forms import AppealForm, ReportForm
from participation.moderation.models import Appeal, Decision, HouseRule


def reportable_or_404(user: Any, key: str, pk: int) -> tuple[registry.Kind, Any]:
    """The kind and the thing, when this person can see it."""
    kind = registry.kind(key)
    if kind is None or kind.may_report is None:
        raise Http404
    target = kind.model._default_manager.filter(pk=pk).first()
    if target is None or not kind.may_see(user, target):
        raise Http404
    return kind, target


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, target = reportable_or_404(request.user, kind, pk)
    if refusal := rules.report_refusal(request.user, target):
        raise PermissionDenied(refusal)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report(reporter=request.user, target=target, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("report_thanks", kind=kind, pk=pk)
    page = {"form": form, "title": its_kind.title(target), "address": its_kind.address(target)}
    return render(request, "participation/report_new.html", page)


@never_cache
@login_required
@require_safe
def report_thanks(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, target = reportable_or_404(request.user, kind, pk)
    return render(request, "participation/report_thanks.html", {"address": its_kind.address(target)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement of reasons, for whoever wrote the words; a POST appeals against it."""
    found = get_object_or_404(Decision.objects.select_related("rule", "author"), pk=pk)
    if not rules.may_read_decision(request.user, found):
        raise Http404
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        make_appeal(author=request.user, decision=found, **form.cleaned_data)
        messages.success(request, _("Your appeal is sent. Somebody else looks at the decision."))
        return redirect("decision", pk)
    return _reasons(request, request.user, found, form)


@never_cache
@login_required
@require_safe
def pause(request: HttpRequest) -> HttpResponse:
    """Leads a paused person to the decision that paused them, and to the appeal."""
    own = Decision.objects.filter(author=request.user, measure=Decision.Measure.PAUSE)
    return redirect("decision", get_object_or_404(own.filter(paused_until=request.user.paused_until)[:1]).pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def blocked(request: HttpRequest, token: str) -> HttpResponse:
    """Why this person is blocked, for whoever has the link from their mail; a POST appeals against it."""
    person = blocked_person_of(token)
    if person is None:
        return render(request, "participation/blocked_over.html", status=410)
    found = Decision.objects.about(person).select_related("rule", "author").first()
    if found is None or found.verdict != Decision.Access.BLOCK:
        return redirect("account_inactive")
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        make_appeal(author=person, decision=found, **form.cleaned_data)
        return redirect("blocked", token)
    return _reasons(request, person, found, form)


def _reasons(request: HttpRequest, person: Any, found: Decision, form: AppealForm) -> HttpResponse:
    page = {
        **_about(person, found),
        "form": form,
        "appeal": Appeal.objects.filter(decision=found).first(),
        "refusal": rules.appeal_refusal(person, found),
        "is_own": found.author_id == person.pk,
        "is_blocked": person.blocked_at is not None,
        "last_day": found.decided_at + timedelta(days=rules.APPEAL_DAYS),
    }
    return render(request, "participation/decision.html", page, status=422 if form.errors else 200)


def _about(user: Any, found: Decision) -> dict[str, Any]:
    page: dict[str, Any] = {"decision": found, "title": "", "address": "", "change": ""}
    kind = registry.kind_of(found.target) if found.target is not None else None
    if found.is_about_person or kind is None or not kind.may_see(user, found.target):
        return page
    page |= {"title": kind.title(found.target), "address": kind.address(found.target)}
    waits = asked(found.target) == found and found.author_id == user.pk and kind.edit_address is not None
    return page | {"change": kind.edit_address(found.target) if waits and kind.edit_address else ""}


@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    page = {"rules": HouseRule.objects.in_force(), "limits": limits_shown()}
    return render(request, "participation/house_rules.html", page)
