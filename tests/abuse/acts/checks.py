"""Checks of proposals for a round, and how its projects hang together."""

from functools import partial

from cms.backoffice.assessment_acts import ASSESSMENT_ACTS
from tests.cms.backoffice.test_polls import stamp

WHY = {"reason": "The quay is too weak."}
SENT = {
    "questions": lambda w: {"land": "yes"},
    "cost": lambda w: {"label": "Bench", "amount": "300"},
    "note": lambda w: {"text": "Ask the port."},
    "assign": lambda w: {"officer": w.colleague.pk, "due": stamp(20)[:10]},
    "feasible": lambda w: {"round_pot": w.planned.pots.get().pk, **WHY},
}
TRIED_ON = {"feasible": "answered_check", "reopen": "decided_check"}


def on_check(act, w):
    check = getattr(w, TRIED_ON.get(act, "check"))
    return f"/admin/assessments/{check.pk}/do/{act}/", SENT.get(act, lambda w: WHY)(w)


def linked(w) -> dict:
    first, second = w.planned.projects.all()[1:3]
    return {"project": first.pk, "kind": "needs", "other": second.pk, "reason": "One place."}


ACTIONS = {f"check: {act}": partial(on_check, act) for act in ASSESSMENT_ACTS} | {
    "begin to check a proposal": lambda w: (
        f"/admin/rounds/{w.planned.pk}/check/?proposal={w.unchecked.pk}",
        {"officer": w.colleague.pk, "due": stamp(20)[:10]},
    ),
    "take a line out of a cost": lambda w: (
        f"/admin/assessments/{w.check.pk}/lines/{w.check.cost_lines.get().pk}/remove/",
        {},
    ),
    "say who checks an area": lambda w: (
        "/admin/assessments/areas/",
        {f"area_{w.check.proposal.area_id}": w.colleague.pk},
    ),
    "answer an officer who checks": lambda w: (f"/checks/{w.check.pk}/answer/", {"text": "It was mended."}),
    "say that projects hang together": lambda w: (f"/admin/rounds/{w.planned.pk}/links/", linked(w)),
    "take back that they hang together": lambda w: (
        f"/admin/rounds/{w.planned.pk}/links/{w.link.pk}/remove/",
        {},
    ),
}
