"""The audit log: what staff and machines did, to read and never to change."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from cms.backoffice.policy import RulesPolicy
from cms.backoffice.viewset import ActionViewSet
from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, OFFICER, has_role
from participation.audit.models import AuditEvent


def may_read_log(user) -> bool:
    return has_role(user, AUDITOR, OFFICER)


class AuditIndexView(IndexView):
    default_ordering = "-sequence"
    page_title = gettext_lazy("Audit log")

    def get_base_queryset(self):
        return AuditEvent.objects.all()

    def paginate_queryset(self, queryset, page_size):
        paginator, page, events, is_paginated = super().paginate_queryset(queryset, page_size)
        people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
        for event in events:
            event.actor = people.get(event.actor_id)
        return paginator, page, events, is_paginated

    @cached_property
    def columns(self):
        return [
            Column("sequence", label=_("Number"), sort_key="sequence"),
            Column("at", label=_("When")),
            Column("actor", label=_("Who"), accessor=who),
            Column("verb", label=_("Did what")),
            Column("target", label=_("To what"), accessor=lambda one: f"{one.target_label} {one.target_id}"),
            Column("reason", label=_("Why")),
            Column("hash", label=_("Fingerprint"), accessor=lambda one: one.hash[:12]),
        ]


def who(event: AuditEvent) -> str:
    """The person as they are called today; erased people keep their number."""
    if event.actor_id is None:
        return _("The site itself")
    return str(event.actor) if event.actor else _("Person %(number)d") % {"number": event.actor_id}


class AuditViewSet(ActionViewSet):
    model = AuditEvent
    name = "audit-log"
    icon = "history"
    menu_label = gettext_lazy("Audit log")
    index_view_class = AuditIndexView
    list_filter = ["verb"]
    list_per_page = 50
    search_fields = ["reason", "target_id"]


policy = RulesPolicy(AuditEvent, view=may_read_log)
viewset = AuditViewSet()
