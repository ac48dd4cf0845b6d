"""The page of versions: what each one changed, when, and by whom in which role."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.difference import Piece, difference
from participation.money import format_money
from participation.proposals.material import NAMES
from participation.proposals.models import Proposal, ProposalVersion
from participation.proposals.models.version import FILED, KEPT

PER_PAGE = 10
SHOWN = (*KEPT, *FILED)
LABELS = {
    "title": gettext_lazy("Title"),
    "what": gettext_lazy("What should happen"),
    "why": gettext_lazy("Why it matters"),
    "who_for": gettext_lazy("Who it is for"),
    "place": gettext_lazy("Where"),
    "latitude": gettext_lazy("On the map, degrees north"),
    "longitude": gettext_lazy("On the map, degrees east"),
    "area": gettext_lazy("Part of town"),
    "category": gettext_lazy("Theme"),
    "rough_cost": gettext_lazy("Rough cost"),
    "pictures": gettext_lazy("Pictures"),
    "documents": gettext_lazy("Documents"),
}


def file_words(proposal: Proposal) -> dict[str, str]:
    """What its pictures show and its documents are called, one a line, as versions keep it; one query."""
    rows = list(proposal.attachments.values_list("picture", "words"))
    return {
        "pictures": "\n".join(words for picture, words in rows if picture),
        "documents": "\n".join(words for picture, words in rows if not picture),
    }


def versions_page(proposal: Proposal, number: str | None) -> dict[str, Any]:
    """Newest first, each against the one before it; two queries for any number."""
    rows = proposal.versions.select_related("area", "category", "written_by").order_by("-number")
    page = Paginator(rows, PER_PAGE).get_page(number)
    shown = list(page.object_list)
    earliest = shown[-1].number if shown else 1
    older = list(rows.filter(number__lt=earliest)[:1])
    pairs = zip(shown, [*shown[1:], *(older or [None])], strict=False)
    return {"proposal": proposal, "page": page, "versions": [_shown(each, before) for each, before in pairs]}


def changed_fields(before: Any, after: Any) -> list[dict[str, Any]]:
    """Fields that differ between two versions (or a version and a proposal), as pieces of text."""
    told = ((name, _text(before, name), _text(after, name)) for name in SHOWN)
    return [{"label": LABELS[name], "pieces": difference(old, new)} for name, old, new in told if old != new]


def _shown(version: ProposalVersion, before: ProposalVersion | None) -> dict[str, Any]:
    return {
        "number": version.number,
        "written_at": version.written_at,
        "who": who(version),
        "reason": version.reason,
        "material": [str(NAMES[name]) for name in version.material if name in NAMES],
        "first": before is None,
        "fields": changed_fields(before, version) if before else _whole(version),
    }


def who(version: ProposalVersion) -> str:
    """Authors by the name that others see, staff by their role."""
    if version.role != ProposalVersion.Role.AUTHOR:
        return str(version.get_role_display())
    return str(version.written_by or _("a former resident"))


def _whole(version: ProposalVersion) -> list[dict[str, Any]]:
    told = ((name, _text(version, name)) for name in SHOWN)
    return [{"label": LABELS[name], "pieces": [Piece("same", text)]} for name, text in told if text]


def _text(version: Any, name: str) -> str:
    value = getattr(version, name, None)  # a proposal has files, and no words for them
    if name == "rough_cost":
        return "" if value is None else format_money(value)
    return "" if value is None else str(value)
