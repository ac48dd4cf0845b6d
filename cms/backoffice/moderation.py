"""The queue of reports: facilitators read and decide, auditors read."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.viewset import add_errors
from participation.accounts.actions import block_person, unblock_person
from participation.accounts.models import User
from participation.accounts.rules import may_block
from participation.kinds import registry
from participation.moderation.actions import decide, possible_verdicts
from participation.moderation.forms import DecisionForm
from participation.moderation.models import Decision, Report
from participation.moderation.rules import may_decide, may_read_reports

PER_PAGE = 25


class ReportScreen(WagtailAdminTemplateMixin):
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        if not may_read_reports(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": reverse("moderation:index"), "label": _("Reports")}]
        return (
            items
            if self.page_title == QueueView.page_title
            else [*items, {"url": "", "label": self.page_title}]
        )


def things_of(rows: list[Any]) -> dict[tuple[int, int], Any]:
    """The things that rows of (target_type_id, target_id) are about, in one query a kind."""
    wanted = defaultdict(set)
    for type_id, pk in rows:
        wanted[type_id].add(pk)
    return {
        (type_id, pk): thing
        for type_id, pks in wanted.items()
        for pk, thing in ContentType.objects.get_for_id(type_id)
        .model_class()
        ._default_manager.in_bulk(pks)
        .items()
    }


def line_about(type_id: int, pk: int, thing: Any) -> dict[str, Any]:
    """What a list says of one reported thing, without a further query."""
    kind = registry.kind_of(thing) if thing is not None else None
    if kind is None:
        return {"title": _("Something that is gone"), "href": "", "start": ""}
    title = kind.title(thing)
    return {
        "title": title,
        "href": reverse("moderation:desk", args=[kind.key, pk]),
        "start": Truncator(kind.text(thing).removeprefix(title).strip()).chars(160),
        "hidden": thing.hidden_at is not None,
    }


class QueueView(ReportScreen, TemplateView):
    """Reported things without a decision, longest waiting first."""

    template_name = "cms/backoffice/reports.html"
    page_title = gettext_lazy("Reports")

    def get_context_data(self, **kwargs):
        page = Paginator(Report.objects.open_targets(), PER_PAGE).get_page(self.request.GET.get("p"))
        keys = [(row["target_type_id"], row["target_id"]) for row in page]
        things, reasons = things_of(keys), self._reasons(keys)
        rows = [
            line_about(*key, things.get(key))
            | {"count": row["count"], "first_at": row["first_at"], "reasons": reasons[key]}
            for key, row in zip(keys, page, strict=True)
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}

    @staticmethod
    def _reasons(keys: list[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
        found = defaultdict(list)
        open_ones = Report.objects.open().filter(target_id__in=[pk for _type, pk in keys])
        for type_id, pk, reason in open_ones.values_list("target_type_id", "target_id", "reason").distinct():
            found[type_id, pk].append(Report.Reason(reason).label)
        return found


class DecidedView(ReportScreen, TemplateView):
    """What was decided, newest first: from here a hidden thing is found again."""

    template_name = "cms/backoffice/decisions.html"
    page_title = gettext_lazy("Decisions")

    def get_context_data(self, **kwargs):
        decisions = Decision.objects.select_related("decided_by")
        page = Paginator(decisions, PER_PAGE).get_page(self.request.GET.get("p"))
        things = things_of([(each.target_type_id, each.target_id) for each in page])
        rows = [
            line_about(each.target_type_id, each.target_id, things.get((each.target_type_id, each.target_id)))
            | {"decision": each}
            for each in page
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}


class DeskView(ReportScreen, FormView):
    """One thing with its reports and earlier decisions; the decision is made here."""

    template_name = "cms/backoffice/report.html"
    form_class = DecisionForm

    @cached_property
    def kind(self) -> registry.Kind:
        kind = registry.kind(self.kwargs["kind"])
        if kind is None or kind.hide is None:
            raise Http404
        return kind

    @cached_property
    def target(self) -> Any:
        return get_object_or_404(self.kind.model, pk=self.kwargs["pk"])

    @property
    def page_title(self) -> str:
        return self.kind.title(self.target)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "verdicts": possible_verdicts(self.target)}

    def get_context_data(self, **kwargs):
        author = self.kind.author(self.target)
        return {
            **super().get_context_data(**kwargs),
            "target": self.target,
            "text": self.kind.text(self.target),
            "address": self.kind.address(self.target),
            "author": author,
            "reports": Report.objects.open().about(self.target),
            "decisions": Decision.objects.about(self.target).select_related("decided_by"),
            "may_decide": may_decide(self.request.user, self.target),
            "may_block": author is not None and may_block(self.request.user, author),
        }

    def form_valid(self, form):
        try:
            decide(actor=self.request.user, target=self.target, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Decided. The author gets your reason by email."))
        return redirect("moderation:index")


class BlockForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class BlockView(ReportScreen, FormView):
    """Blocks a person, or lets a blocked one in again."""

    template_name = "cms/backoffice/block.html"
    form_class = BlockForm

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not may_read_reports(request.user) or not may_block(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Block a person") if self.person.blocked_at is None else _("Let a person in again")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "person": self.person}

    def form_valid(self, form):
        act = block_person if self.person.blocked_at is None else unblock_person
        act(actor=self.request.user, user=self.person, **form.cleaned_data)
        messages.success(self.request, _("Done. It is in the audit log."))
        return redirect("moderation:index")


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_reports(request.user)


class ModerationViewSet(ViewSet):
    name = "moderation"
    icon = "warning"
    menu_label = gettext_lazy("Reports")
    menu_item_class = ReportsMenuItem
    menu_order = 20
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", QueueView.as_view(), name="index"),
            path("decided/", DecidedView.as_view(), name="decided"),
            path("person/<int:pk>/block/", BlockView.as_view(), name="block"),
            path("<slug:kind>/<int:pk>/", DeskView.as_view(), name="desk"),
        ]


viewset = ModerationViewSet()
