"""What checks of proposals offer to the shared machinery: events for officers, a section for authors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.assessing import rules
from budgeting.rounds.assessing.actions.following import on_merge, on_split
from budgeting.rounds.assessing.models import Assessment, CostLine
from budgeting.rounds.authorship import is_author
from budgeting.rounds.models import Project
from participation.kinds import registry
from participation.notices import events
from participation.proposals import signals
from participation.proposals.models import Proposal

EVENTS = {
    "assessment-given": _("You are asked to check “%(title)s”"),
    "assessment-due": _("The check of “%(title)s” must be decided in a few days"),
    "assessment-late": _("The check of “%(title)s” is late"),
    "author-replied": _("An author of “%(title)s” answered you"),
    "assessment-decided": _("The council decided about “%(title)s”, which you helped to write"),
}


def offer() -> None:
    for key, sentence in EVENTS.items():
        events.register(events.Event(key=key, sentence=sentence, group=events.Group.MINE))
    registry.register(
        registry.Kind(
            key="assessment",
            model=Assessment,
            title=str,
            address=lambda assessment: reverse("assessments:desk", args=[assessment.pk]),
            may_see=lambda user, assessment: rules.may_read(user),
            read_with=("proposal",),
            export=export,
            shown_on={"proposal": author_section, "project": cost_section},
        )
    )
    signals.merged.connect(on_merge, dispatch_uid="assessments")
    signals.split.connect(on_split, dispatch_uid="assessments")


def export(user: Any) -> list[dict[str, Any]]:
    """The checks that were given to this person as an officer; what was found is the council's."""
    given = Assessment.objects.of(user).order_by("pk")
    return [
        {"asked_to_check": title, "by": due} for title, due in given.values_list("proposal__title", "due")
    ]


def author_section(user: Any, proposal: Proposal) -> registry.Section | None:
    """For the authors of a proposal of `for_page()` alone: where they can answer."""
    if not _wrote(user, proposal):
        return None
    running = Assessment.objects.filter(proposal=proposal, round__opened_at=None)
    assessment = running.select_related("round__process").exclude(state="merged").first()
    return assessment and registry.Section(
        "budgeting/assessment_on_proposal.html", {"assessment": assessment}
    )


def _wrote(user: Any, proposal: Proposal) -> bool:
    """Asks the database only about authors of what was merged into it."""
    own = {row["person_id"] for row in proposal.authors if row["state"] == "accepted"} | {proposal.author_id}
    if not user.is_authenticated:
        return False
    return user.pk in own or (bool(proposal.merged_here) and is_author(user, proposal))


def cost_section(user: Any, project: Project) -> registry.Section | None:
    """The lines that the cost is made of; one query."""
    lines = list(CostLine.objects.filter(assessment__project=project))
    if not lines:
        return None
    facts = {
        "once": [line for line in lines if not line.yearly],
        "yearly": [line for line in lines if line.yearly],
        "currency": project.round.currency,
        "total": sum(line.amount for line in lines if not line.yearly),
        "cost": project.cost,
    }
    return registry.Section("budgeting/cost_lines.html", facts)
