"""What the screens about reports share: who may open them, and what a list says of a reported thing."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.backoffice.refusals import SaysWhy, refuse
from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, FACILITATOR, role_refusal
from participation.kinds import registry
from participation.moderation.models import Decision

PER_PAGE = 25


class ReportScreen(SaysWhy, WagtailAdminTemplateMixin):
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, FACILITATOR, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": reverse("moderation:index"), "label": _("Reports")}]
        return items if self.page_title == _("Reports") else [*items, {"url": "", "label": self.page_title}]


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


def title_of(thing: Any) -> str:
    """What a decision is about."""
    if isinstance(thing, User):
        return _("The account of %(person)s") % {"person": thing}
    kind = registry.kind_of(thing) if thing is not None else None
    return kind.title(thing) if kind else _("Something that is gone")


def line_about(type_id: int, pk: int, thing: Any) -> dict[str, Any]:
    """What a list says of one reported thing, without a further query."""
    if isinstance(thing, User):
        href = reverse("moderation:block", args=[pk])
        return {"title": title_of(thing), "href": href, "start": "", "hidden": False}
    kind = registry.kind_of(thing) if thing is not None else None
    if kind is None:
        return {"title": _("Something that is gone"), "href": "", "start": ""}
    title = kind.title(thing)
    return {
        "title": title,
        "href": reverse("moderation:desk", args=[kind.key, pk]),
        "start": ""
        if title.endswith(kind.text(thing))
        else Truncator(kind.text(thing).removeprefix(title).strip()).chars(160),
        "hidden": thing.hidden_at is not None,
    }


class DecidedView(ReportScreen, TemplateView):
    """What was decided, newest first: from here a hidden thing is found again."""

    template_name = "cms/backoffice/decisions.html"
    page_title = gettext_lazy("Decisions")

    def get_context_data(self, **kwargs):
        decisions = Decision.objects.select_related("decided_by", "rule")
        page = Paginator(decisions, PER_PAGE).get_page(self.request.GET.get("p"))
        things = things_of([(each.target_type_id, each.target_id) for each in page])
        rows = [
            line_about(each.target_type_id, each.target_id, things.get((each.target_type_id, each.target_id)))
            | {"decision": each}
            for each in page
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}
