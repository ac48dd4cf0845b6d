"""The audit log: what staff and machines did, in words, to read and never to change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import django_filters
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from cms.backoffice.audit_things import THINGS, kind_words, thing_address, thing_words, things_of
from cms.backoffice.audit_words import PEOPLE, ROLES, VERBS, fact_lines, role_words, verb_words
from cms.backoffice.policy import RulesPolicy
from cms.backoffice.viewset import ActionViewSet
from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, OFFICER, has_role
from participation.audit.models import AuditEvent

AT_A_TIME = 500
# A spreadsheet would carry out a text that begins so.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def may_read_log(user) -> bool:
    return has_role(user, AUDITOR, OFFICER)


@dataclass(frozen=True)
class Line:
    """One entry in words; `address` is "" where the thing has no page that this reader may open."""

    who: str
    role: str
    verb: str
    thing: str
    address: str
    facts: list[str]


def put_in_words(events: list[AuditEvent], reader: User) -> list[AuditEvent]:
    """Each event gets a `line`. One query for the people, and one a model of the things they are about."""
    named = {event.actor_id for event in events} | {
        event.facts.get(key) for event in events for key in PEOPLE
    }
    people = User.objects.in_bulk(named - {None})
    things = things_of(events)
    for event in events:
        event.line = Line(
            who=who(event, people),
            role=role_words(event.acting_as),
            verb=verb_words(event.verb),
            thing=thing_words(event, things),
            address=thing_address(event, things, reader),
            facts=list(fact_lines(event.facts, people)),
        )
    return events


def who(event: AuditEvent, people: dict[int, User]) -> str:
    """The person as they are called today; erased people keep their number."""
    if event.actor_id is None:
        return _("The site itself")
    return str(people.get(event.actor_id) or _("Person %(number)d") % {"number": event.actor_id})


class AuditFilterSet(WagtailFilterSet):
    verb = django_filters.ChoiceFilter(label=gettext_lazy("Did what"))
    acting_as = django_filters.ChoiceFilter(label=gettext_lazy("As what"), choices=list(ROLES.items()))
    target_label = django_filters.ChoiceFilter(label=gettext_lazy("To what kind of thing"))
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("When"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEvent
        fields = ["verb", "acting_as", "target_label", "at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        by_words = sorted(VERBS, key=lambda verb: str(VERBS[verb]))
        self.filters["verb"].extra["choices"] = [(verb, VERBS[verb]) for verb in by_words]
        self.filters["target_label"].extra["choices"] = [(label, kind_words(label)) for label in THINGS]


class AuditIndexView(IndexView):
    default_ordering = "-sequence"
    page_title = gettext_lazy("Audit log")
    filterset_class = AuditFilterSet
    export_filename = "audit-log"
    list_export = [
        "sequence",
        "at",
        "line.who",
        "line.role",
        "line.verb",
        "line.thing",
        "target_id",
        "line.facts",
        "said",
        "hash",
    ]
    export_headings = {
        "sequence": gettext_lazy("Number"),
        "at": gettext_lazy("When"),
        "line.who": gettext_lazy("Who"),
        "line.role": gettext_lazy("As what"),
        "line.verb": gettext_lazy("Did what"),
        "line.thing": gettext_lazy("To what"),
        "target_id": gettext_lazy("Its number"),
        "line.facts": gettext_lazy("Details"),
        "said": gettext_lazy("Why"),
        "hash": gettext_lazy("Fingerprint"),
    }

    def get_base_queryset(self):
        return AuditEvent.objects.select_related("note")

    def paginate_queryset(self, queryset, page_size):
        paginator, page, events, is_paginated = super().paginate_queryset(queryset, page_size)
        return paginator, page, put_in_words(list(events), self.request.user), is_paginated

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(self._all_in_words(queryset), spreadsheet_format)

    def _all_in_words(self, events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
        rest = events.iterator(chunk_size=AT_A_TIME)
        while some := list(islice(rest, AT_A_TIME)):
            yield from put_in_words(some, self.request.user)

    def preprocess_field_value(self, field, value, export_format):
        text = super().preprocess_field_value(field, value, export_format)
        return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_SIGNS) else text

    @cached_property
    def columns(self):
        return [
            Column("sequence", label=_("Number"), sort_key="sequence"),
            Column("at", label=_("When")),
            Column("who", label=_("Who"), accessor=who_cell),
            Column("verb", label=_("Did what"), accessor="line.verb"),
            TitleColumn(
                "target",
                label=_("To what"),
                accessor="line.thing",
                get_url=lambda event: event.line.address or None,
            ),
            Column("facts", label=_("Details"), accessor=facts_cell),
            Column("said", label=_("Why")),
            Column("hash", label=_("Fingerprint"), accessor=lambda event: event.hash[:12]),
        ]


def who_cell(event: AuditEvent) -> str:
    if not event.line.role:
        return event.line.who
    return format_html('{}<br><span class="w-text-text-meta">{}</span>', event.line.who, event.line.role)


def facts_cell(event: AuditEvent) -> str:
    return format_html_join("", "<div>{}</div>", ((line,) for line in event.line.facts))


class AuditViewSet(ActionViewSet):
    model = AuditEvent
    name = "audit-log"
    icon = "history"
    menu_label = gettext_lazy("Audit log")
    index_view_class = AuditIndexView
    list_per_page = 50
    search_fields = ["reason", "note__words", "target_id"]


policy = RulesPolicy(AuditEvent, view=may_read_log)
viewset = AuditViewSet()
