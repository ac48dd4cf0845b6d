"""Made-up words and numbers in which the living page shows each component: usual, long, empty and wrong."""

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.style import forms, tokens
from cms.style.contrast import ratio
from participation.difference import difference

LONG = gettext_lazy(
    "A covered, well-lit and step-free way for feet and wheels from the Old Brickworks Estate to the school"
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"
SWATCHES = [
    *[("ink", "paper"), ("muted", "paper"), ("brand", "paper"), ("on-brand", "brand"), ("on-deep", "deep")],
    *[
        ("accent", "paper"),
        ("good", "good-soft"),
        ("warn", "warn-soft"),
        ("bad", "bad-soft"),
        ("focus-ink", "focus"),
    ],
]


def context(scheme: str) -> dict[str, Any]:
    """Everything the page's template names; `scheme` is light, dark or "" (as the device asks)."""
    now = timezone.now()
    return {
        "icons": tokens.icons(),
        "long": LONG,
        "long_word": LONG_WORD,
        "swatches": swatches(scheme),
        "schemes": scheme_tabs(scheme),
        "soon": now + timedelta(days=3, hours=2),
        "gone": now - timedelta(hours=1),
        "written": datetime(2026, 3, 4, 9, 30, tzinfo=now.tzinfo),
        "words": format_html(
            "<p>{}</p><p>{}</p>", _("My children cross here each day."), _("A crossing would help.")
        ),
        "pieces": difference(_("Two benches by the ferry"), _("Three benches by the old ferry")),
        "blank_form": forms.EveryField(auto_id="blank_%s"),
        "wrong_form": wrong_form(),
        "projects": projects(),
        "phases": phases(),
        "steps": steps(),
        "page": middle_page(),
        "map": sample_map(),
        **lists(),
    }


def swatches(scheme: str) -> list[dict[str, str]]:
    colours = tokens.colours(scheme or "light")
    return [
        {
            "pair": f"{text} / {ground}",
            "text": text,
            "ground": ground,
            "ratio": f"{ratio(colours[text], colours[ground]):.1f}",
        }
        for text, ground in SWATCHES
    ]


def scheme_tabs(scheme: str) -> list[dict[str, Any]]:
    names = {"": _("As my device asks"), "light": _("Light"), "dark": _("Dark")}
    return [
        {"label": label, "href": f"?scheme={name}", "current": name == scheme}
        for name, label in names.items()
    ]


def wrong_form() -> forms.EveryField:
    form = forms.EveryField({"title": "x" * 81, "email": "rosa at example", "cost": "-3"}, auto_id="wrong_%s")
    form.add_error(
        None, _("The phase closed at 18:00 while you were writing. Your words are kept as a draft.")
    )
    return form


def projects() -> list[dict[str, Any]]:
    rows = [
        *[(_("Crossing at Harbour School"), 180_000), (_("Twelve benches along the Mill stream"), 96_000)],
        *[(LONG, 74_000), (_("Lights for the skate park"), 60_000)],
    ]
    return [{"label": label, "value": cost, "text": f"£{cost:,}", "href": "#pot"} for label, cost in rows]


def phases() -> list[dict[str, str]]:
    rows = [
        (_("Propose"), _("1 to 30 September"), "past"),
        (_("Check and cost"), _("1 to 31 October"), "past"),
        (_("Vote"), _("until Thursday 18:00"), "now"),
        (_("Count"), _("from 27 November"), "future"),
        (_("Build"), _("next spring and summer"), "future"),
    ]
    return [
        {"name": name, "when": when, "state": state, "href": "", "text": ""} for name, when, state in rows
    ]


def steps() -> list[dict[str, str]]:
    rows = [(_("Where"), "done"), (_("Choose"), "done"), (_("Review"), "now"), (_("Receipt"), "todo")]
    return [{"label": label, "state": state} for label, state in rows]


def sample_map() -> dict[str, Any]:
    ring = [[55.41, 1.62], [55.41, 1.66], [55.43, 1.66], [55.43, 1.62]]
    point = {"number": 12, "title": str(LONG), "address": "#sample-map", "at": [55.42, 1.64]}
    return {"points": [point], "outlines": [{"name": _("Harbour"), "ring": ring}]}


def middle_page() -> Page:
    return Paginator(range(240), 20).page(6)


def lists() -> dict[str, Any]:
    """Lists of links, rows and choices."""
    return {
        "tabs": [
            {"label": _("List"), "href": "#tabs", "current": True, "count": "64"},
            {"label": _("Map"), "href": "#tabs"},
            {"label": _("Rules"), "href": "#tabs"},
        ],
        "crumbs": [
            {"label": _("Home"), "href": "/"},
            {"label": _("Harbour budget"), "href": "#crumbs"},
            {"label": LONG},
        ],
        "actions": [
            {"label": _("Reply"), "href": "#comment", "icon": "comment"},
            {"label": _("Report"), "href": "#comment", "icon": "flag"},
        ],
        "side_links": [
            {"label": _("Follow"), "href": "#side", "icon": "bell"},
            {"label": _("Print or save"), "href": "#side", "icon": "file"},
        ],
        "chosen": [
            {"title": _("Crossing at Harbour School"), "cost": "£180,000", "name": "remove", "value": "1"},
            {"title": LONG, "cost": "£74,000", "name": "remove", "value": "2"},
        ],
        "meta": [_("4 March"), _("Harbour"), _("3 minutes to read")],
        "columns": [
            {"label": _("Project")},
            {"label": _("Votes"), "num": True},
            {"label": _("Cost"), "num": True},
        ],
        "rows": [
            [
                {"text": _("Crossing"), "head": True, "href": "#table"},
                {"text": "1,204", "num": True},
                {"text": "£180,000", "num": True},
            ],
            [{"text": LONG, "head": True}, {"text": "88", "num": True}, {"text": "£74,000", "num": True}],
        ],
        "motif_pairs": [
            (_(area), _(category))
            for area in ("Harbour", "North Field")
            for category in ("Play", "Streets", "Parks", "Culture", "Water", "Homes")
        ],
    }
