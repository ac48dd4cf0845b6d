"""How the phases of a round lie to each other: overlaps, gaps, and what of it no round may do."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.processes.actions import PhasePlan
from participation.processes.models import Phase
from participation.when import span_words

Kind = Phase.Kind


def phase_faults(plans: Sequence[PhasePlan]) -> dict[str, str]:
    """One sentence for each wrong time, under "<kind>_start" or "<kind>_end"."""
    faults = {}
    for plan in plans:
        if plan["end"] <= plan["start"]:
            faults[f"{plan['kind']}_end"] = _("“%(phase)s” must end after it starts.") % {
                "phase": plan["title"]
            }
    vote = next((plan for plan in plans if plan["kind"] == Kind.BALLOT), None)
    return faults | (_around_the_vote(vote, plans) if vote else {})


def _around_the_vote(vote: PhasePlan, plans: Sequence[PhasePlan]) -> dict[str, str]:
    """The list of projects stands when voting starts, and nobody counts or builds before it ends."""
    faults = {}
    for plan in plans:
        words = {"phase": plan["title"]}
        if plan["kind"] in (Kind.PROPOSE, Kind.REVIEW) and plan["end"] > vote["start"]:
            faults[f"{plan['kind']}_end"] = (
                _("“%(phase)s” must end before people vote: the list of projects is fixed then.") % words
            )
        if plan["kind"] in (Kind.COUNT, Kind.DELIVER) and plan["start"] < vote["end"]:
            faults[f"{plan['kind']}_start"] = _("“%(phase)s” can start once voting has ended.") % words
    return faults


def phase_notes(plans: Sequence[PhasePlan]) -> list[str]:
    """Each gap and each overlap in words; both may be meant."""
    ordered = sorted(plans, key=lambda plan: (plan["start"], plan["end"]))
    notes = [_overlap(one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :]]
    latest, gaps = ordered[:1], []
    for plan in ordered[1:]:
        if plan["start"] > latest[0]["end"]:
            gaps.append(_gap(latest[0], plan))
        if plan["end"] > latest[0]["end"]:
            latest = [plan]
    return [*filter(None, notes), *gaps]


def _overlap(one: PhasePlan, other: PhasePlan) -> str:
    """ "“Propose” and “Talk it over” run side by side from ... to ..." or nothing."""
    start, end = max(one["start"], other["start"]), min(one["end"], other["end"])
    if start >= end:
        return ""
    words = _("“%(one)s” and “%(other)s” run side by side %(span)s.")
    return words % {"one": one["title"], "other": other["title"], "span": span_words(start, end)}


def _gap(before: PhasePlan, after: PhasePlan) -> str:
    days = max((after["start"] - before["end"]).days, 1)
    words = ngettext(
        "Between “%(before)s” and “%(after)s” nothing is open for about %(n)d day.",
        "Between “%(before)s” and “%(after)s” nothing is open for %(n)d days.",
        days,
    )
    return words % {"before": before["title"], "after": after["title"], "n": days}


def places(plans: Sequence[PhasePlan], width: int = 1000) -> list[tuple[PhasePlan, int, int]]:
    """Each phase with where its bar begins and how long it is, for a picture `width` units wide."""
    if not plans:
        return []
    first = min(plan["start"] for plan in plans)
    whole = max((max(plan["end"] for plan in plans) - first).total_seconds(), 1)

    def at(moment: datetime) -> int:
        return round((moment - first).total_seconds() / whole * width)

    return [(plan, at(plan["start"]), max(at(plan["end"]) - at(plan["start"]), 4)) for plan in plans]
