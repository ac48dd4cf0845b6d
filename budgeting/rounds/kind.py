"""What rounds and projects offer to the shared machinery."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds import rules, turnout, who_proposes
from budgeting.rounds.models import Project, Round
from budgeting.rounds.page import process_section
from budgeting.rounds.words import WORDS
from participation.clock import DatabaseNow, database_now
from participation.kinds import registry
from participation.notices import events


def offer() -> None:
    events.register(
        events.Event(
            key="round-void", sentence=gettext_lazy("The vote “%(title)s” is void. It will be repeated")
        )
    )
    registry.register(
        registry.Kind(
            key="round",
            model=Round,
            title=str,
            address=Round.get_absolute_url,
            may_see=lambda user, round: rules.may_see(user, round, database_now()),
            text=lambda round: round.process.purpose,
            live=turnout.live_numbers,
            propose_refusal=who_proposes.propose_refusal,
            proposal_faults=who_proposes.proposal_faults,
            export=export,
            mine=mine,
            shown_on={"process": process_section},
            part_of=lambda round: [round.process],
            read_with=("process__area",),
        )
    )
    registry.register(
        registry.Kind(
            key="project",
            model=Project,
            title=str,
            address=Project.get_absolute_url,
            may_see=lambda user, project: rules.may_see_project(user, project, database_now()),
            text=lambda project: "\n\n".join(filter(None, [project.title, project.summary])),
            comment_refusal=rules.comment_refusal,
            search=search,
            followable=True,
            part_of=lambda project: [project.proposal, project.round],
            read_with=("round__process",),
        )
    )


def search(user: Any, text: str) -> QuerySet[Project]:
    """Projects of opened, published rounds whose words contain every word of `text`."""
    found = Project.objects.filter(
        round__opened_at__isnull=False, round__process__published_at__lte=DatabaseNow()
    ).select_related("round__process", "area", "category")
    return found.filter(pk__in=WORDS.matching(text)) if text.strip() else found


def export(user: Any) -> list[dict[str, Any]]:
    """In which rounds this person voted, with their receipts. What they chose is not known to anyone."""
    voted = Round.objects.filter(poll_book__identity__user=user).order_by("pk")
    return [
        {"voted_in": title, "receipt": receipt}
        for title, receipt in voted.values_list("process__title", "poll_book__receipt")
    ]


def mine(user: Any) -> list[registry.Panel]:
    """The rounds in which the person voted; each leads to the receipt."""
    voted = Round.objects.filter(poll_book__identity__user=user).select_related("process")[:12]
    rows = [
        registry.Row(str(round), reverse("ballot_in", args=[round.process.slug]), _("You voted"))
        for round in voted
    ]
    return [
        registry.Panel(
            title=_("Your ballots"),
            rows=rows,
            empty=_("You have not voted in a budget round yet."),
            begin=reverse("process_list"),
            begin_label=_("See what is open"),
        )
    ]
