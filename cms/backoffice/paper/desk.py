"""The desk of a round's paper ballots: what can be done now, the boxes, and whether all fits."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from budgeting.ballots.paper.forms_of import forms_of
from budgeting.ballots.paper.models import Counterfoil, PaperBox, PaperEntry, PaperPart
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.ballots.paper.rules import may_enter, may_explain, may_give, next_turn, part_refusal
from budgeting.rounds.states import State
from cms.backoffice.paper.screen import PaperScreen
from participation.clock import database_now


class PaperDesk(PaperScreen, TemplateView):
    template_name = "cms/backoffice/paper/desk.html"
    page_title = gettext_lazy("Paper ballots")

    def get_context_data(self, **kwargs):
        now, user, round = database_now(), self.request.user, self.round
        figures = figures_of(round)
        forms = forms_of(round)
        giving, entering = may_give(user, round, now), may_enter(user, round, now)
        apart = [
            part_refusal(user, round, part)
            for part, asked in ((PaperPart.Part.DESK, giving), (PaperPart.Part.BOXES, entering))
            if asked
        ]
        giving = giving and not part_refusal(user, round, PaperPart.Part.DESK)
        entering = entering and not part_refusal(user, round, PaperPart.Part.BOXES)
        titles = {form.key: form.title for form in forms}
        return {
            **super().get_context_data(**kwargs),
            "round": round,
            "forms": forms,
            "figures": figures,
            "boxes": [box_line(box, user, entering, titles) for box in with_entries(figures.boxes)],
            "apart": list(filter(None, apart)),
            "may_give": giving,
            "may_enter": entering,
            "gaps": [] if round.state(now) == State.OPEN else figures.gaps,
            "may_explain": may_explain(user, round, now) and figures.unexplained,
            "explanations": round.paper_explanations.all(),
            "shut": round.counterfoils.filter(state=Counterfoil.State.VOID).order_by("number"),
        }


def with_entries(boxes) -> list[tuple[PaperBox, list[PaperEntry]]]:
    """Each box with the entries of its newest attempt, in one query."""
    entries = PaperEntry.objects.filter(box__in=boxes).select_related("entered_by").order_by("turn")
    by_box: dict[int, list[PaperEntry]] = {box.pk: [] for box in boxes}
    attempts = {box.pk: box.attempt for box in boxes}
    for entry in entries:
        if entry.attempt == attempts[entry.box_id]:
            by_box[entry.box_id].append(entry)
    return [(box, by_box[box.pk]) for box in boxes]


def box_line(
    row: tuple[PaperBox, list[PaperEntry]], user: Any, entering: bool, titles: dict[int, str]
) -> dict[str, Any]:
    """How a box stands, in words, and what this person can do with it."""
    box, entries = row
    both_done = len(entries) > 1 and all(entry.finished for entry in entries)
    turn = next_turn(box, user, entries, int(both_done)) if entering else None
    words = {
        PaperEntry.Turn.FIRST: _("Enter it"),
        PaperEntry.Turn.SECOND: _("Enter it as the second person"),
        PaperEntry.Turn.SETTLING: _("Settle the differences"),
    }
    return {
        "box": box,
        "form": titles.get(box.area_id or 0, ""),
        "state": _state(box, entries, both_done),
        "label": words[PaperEntry.Turn(turn)] if turn else "",
        "href": reverse("rounds:paper_enter", args=[box.round_id, box.pk]) if turn else "",
        "again": reverse("rounds:paper_again", args=[box.round_id, box.pk]) if entering and entries else "",
    }


def _state(box: PaperBox, entries: list[PaperEntry], both_done: bool) -> str:
    if box.settled is not None:
        return _("Entered and settled")
    if both_done:
        return _("The two entries differ: a third person looks at those slips")
    working = [str(entry.entered_by) for entry in entries if not entry.finished]
    if working:
        return _("Being entered by %(people)s") % {"people": _(" and ").join(working)}
    return _("Entered once: a different person enters it again") if entries else _("Not entered yet")
