"""The desk of one reported thing: what was said about it, what was decided, and the decision to take."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, View
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.report_lists import ReportScreen
from cms.backoffice.viewset import add_errors
from participation.accounts.rules import may_block
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation.actions import decide
from participation.moderation.claims import claim, give_back, holders, key_of
from participation.moderation.edits import asked
from participation.moderation.evidence import KEPT_FOR, Evidence
from participation.moderation.forms import DecisionForm, EscalateForm, RedactForm
from participation.moderation.models import Decision, HouseRule, Report
from participation.moderation.redacting import others_with, redact
from participation.moderation.rules import (
    escalate_refusal,
    may_decide,
    may_escalate,
    may_pause,
    may_redact,
    moderate_refusal,
    redact_refusal,
)
from participation.moderation.threats import escalate
from participation.moderation.verdicts import newest_decision, possible_verdicts

EARLIER = 10


class OneThing(ReportScreen):
    @cached_property
    def kind(self) -> registry.Kind:
        kind = registry.kind(self.kwargs["kind"])
        if kind is None or kind.hide is None:
            raise Http404
        return kind

    @cached_property
    def target(self) -> Any:
        return get_object_or_404(self.kind.model, pk=self.kwargs["pk"])


class DeskView(OneThing, FormView):
    """One thing with its reports and earlier decisions; the decision is made here."""

    template_name = "cms/backoffice/report.html"
    form_class = DecisionForm

    @property
    def page_title(self) -> str:
        return self.kind.title(self.target)

    def get_form_kwargs(self):
        author = self.kind.author(self.target)
        return {
            **super().get_form_kwargs(),
            "initial": {"seen": newest_decision(self.target)},
            "verdicts": possible_verdicts(self.target),
            "may_pause": may_pause(self.request.user, author),
            "waits": self.kind.waits(self.target),
        }

    def get_context_data(self, **kwargs):
        author = self.kind.author(self.target)
        holder = holders([key_of(self.target)]).get(key_of(self.target))
        mine = holder == self.request.user
        return {
            **super().get_context_data(**kwargs),
            "target": self.target,
            "text": self.kind.text(self.target),
            "address": self.kind.address(self.target),
            "belongs_to": self._belongs_to(),
            "answers": self._answers(),
            "waits": self.kind.waits(self.target),
            "house_rules": HouseRule.objects.in_force(),
            "author": author,
            "is_paused": bool(author and author.paused_until and author.paused_until > database_now()),
            "about_author": self._about(author),
            "reports": Report.objects.open().about(self.target),
            "decisions": Decision.objects.about(self.target).select_related("decided_by", "rule"),
            "waits_for_author": asked(self.target) is not None,
            "holder": holder,
            "is_mine": mine,
            "claim_address": reverse("moderation:claim", args=[self.kind.key, self.target.pk]),
            "may_decide": may_decide(self.request.user, self.target) and (mine or holder is None),
            "may_claim": may_decide(self.request.user, self.target) and holder is None,
            "redact_address": self._redact_address(),
            "may_escalate": may_escalate(self.request.user, self.target),
            "escalated": self._escalated(),
            "kind": self.kind,
            "may_block": author is not None and may_block(self.request.user, author),
        }

    def _escalated(self) -> list[Evidence]:
        """When the officers were called about it; facilitators do not read what was kept."""
        its_type = key_of(self.target)[0]
        return list(Evidence.objects.filter(target_type=its_type, target_id=self.target.pk))

    def _redact_address(self) -> str:
        allowed = may_redact(self.request.user, self.target)
        return reverse("moderation:redact", args=[self.kind.key, self.target.pk]) if allowed else ""

    def _belongs_to(self) -> list[dict[str, str]]:
        """What it stands under: a comment under its proposal, that in its process."""
        above = [each for each in self.kind.part_of(self.target) if each is not None]
        kinds = [(registry.kind_of(each), each) for each in above]
        return [{"title": kind.title(each), "href": kind.address(each)} for kind, each in kinds if kind]

    def _answers(self) -> str:
        """The words that it answers, without which it may not be understood."""
        above = self.kind.answers(self.target)
        kind = registry.kind_of(above) if above is not None else None
        return kind.text(above) if kind else ""

    def _about(self, author: Any) -> list[Decision]:
        """Earlier decisions about the same author's other words, newest first."""
        if author is None:
            return []
        others = Decision.objects.filter(author=author).select_related("rule")
        here = Decision.objects.about(self.target).values("pk")
        return list(others.exclude(pk__in=here)[:EARLIER])

    def form_valid(self, form):
        try:
            decide(actor=self.request.user, target=self.target, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Decided. The author gets your reason by email."))
        return redirect("moderation:index")


class ClaimView(OneThing, View):
    """Takes a thing for half an hour, or gives it back."""

    http_method_names = ["post"]
    page_title = ""

    def post(self, request, *args, **kwargs):
        refuse(moderate_refusal(request.user))
        if "back" in request.POST:
            give_back(actor=request.user, target=self.target)
            return redirect("moderation:index")
        try:
            claim(actor=request.user, target=self.target)
            messages.success(request, _("It is yours for half an hour. Others do not decide on it."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("moderation:desk", self.kind.key, self.target.pk)


class EscalateView(OneThing, FormView):
    """Calls the officers about a threat, and keeps what was said."""

    template_name = "cms/backoffice/escalate.html"
    form_class = EscalateForm

    def dispatch(self, request, *args, **kwargs):
        refuse(escalate_refusal(request.user, self.target))
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Call the officers about a threat")

    def get_context_data(self, **kwargs):
        desk = reverse("moderation:desk", args=[self.kind.key, self.target.pk])
        own = {"text": self.kind.text(self.target), "desk": desk, "days": KEPT_FOR.days}
        return {**super().get_context_data(**kwargs), **own}

    def form_valid(self, form):
        try:
            escalate(actor=self.request.user, target=self.target, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The officers are called, and what was said is kept for them."))
        return redirect("moderation:desk", self.kind.key, self.target.pk)


class RedactView(OneThing, FormView):
    """Takes words that must not stand anywhere out of a thing and all that was said about it."""

    template_name = "cms/backoffice/redact.html"
    form_class = RedactForm

    def dispatch(self, request, *args, **kwargs):
        refuse(redact_refusal(request.user, self.target))
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Take words out")

    def get_context_data(self, **kwargs):
        desk = reverse("moderation:desk", args=[self.kind.key, self.target.pk])
        return {**super().get_context_data(**kwargs), "text": self.kind.text(self.target), "desk": desk}

    def _others(self, phrase: str) -> list[dict[str, Any]]:
        """Other texts with the same words, each to be marked by the facilitator who has read it."""
        marked = self.request.POST.getlist("also")
        rows = [(key, each, registry.kind_of(each)) for key, each in others_with(self.target, phrase)]
        return [
            {"key": key, "thing": each, "title": kind.title(each), "marked": key in marked}
            for key, each, kind in rows
            if kind is not None
        ]

    def form_valid(self, form):
        others = self._others(form.cleaned_data["phrase"])
        if others and "seen_others" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, others=others))
        also = [each["thing"] for each in others if each["marked"]]
        try:
            texts = redact(actor=self.request.user, target=self.target, also=also, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        words = ngettext("The words left %(n)d text.", "The words left %(n)d texts.", texts) % {"n": texts}
        messages.success(self.request, words)
        return redirect("moderation:desk", self.kind.key, self.target.pk)
