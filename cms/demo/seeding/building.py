"""What was built with last year's money so far, as an officer reported it."""

from datetime import date

from budgeting.delivery.actions import (
    ask_for_closing,
    ask_for_more_money,
    grant_money_request,
    post_delivery_update,
)
from budgeting.models import DeliveryUpdate, MoneyRequest, Project
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.shapes import Milestone
from cms.demo.shapes import Project as Wording
from participation.models import User

Stage = DeliveryUpdate.Stage
OVERRAN = "hill-park-bandstand"
CRACKED = "Two of the eight iron columns were cracked all the way through. New ones must be cast."
FINISHED = {
    "quay-ladders": "Twelve ladders and four hundred metres of chain. Less new stone was needed than feared.",
    "carver-park-playground": "Everything is paid. The old fence could be used again.",
}


def build_projects(projects: dict[str, Project], wordings: list[Wording], cast: Cast) -> None:
    """One report for each step that is finished or under way."""
    for wording in wordings:
        spent = 0
        for step in wording.milestones if wording.funded else ():
            if step.state == "next":
                continue
            spent += step.spent
            post_delivery_update(
                actor=cast.staff("carol"),
                project=projects[wording.slug],
                happened_on=at_hour(min(step.days, 0), 12).date(),
                stage=_stage(step, wording),
                text=f"{step.title}. {step.words}",
                spent=spent,
                finish_on=_finished_by(wording),
            )


def settle_money(projects: dict[str, Project], cast: Cast) -> None:
    """What Carol asks of finance, and Farah approves: what two projects left in the pot pays for a third."""
    carol, farah = cast.staff("carol"), cast.staff("farah")
    for slug, reason in FINISHED.items():
        grant_money_request(actor=farah, request=_final(carol, projects[slug], reason))
    extra = ask_for_more_money(actor=carol, project=projects[OVERRAN], amount=400_000, reason=CRACKED)
    grant_money_request(actor=farah, request=extra)


def _final(carol: User, project: Project, reason: str) -> MoneyRequest:
    """Its last report says what it cost."""
    cost = project.updates.values_list("spent", flat=True)[0]
    return ask_for_closing(actor=carol, project=project, amount=cost, reason=reason)


def _finished_by(wording: Wording) -> date | None:
    """The day of the last step, while it is still to come."""
    last = wording.milestones[-1]
    return None if last.state == "done" else at_hour(last.days, 12).date()


def _stage(step: Milestone, wording: Wording) -> Stage:
    """A project is done with its last step, not with each step that is."""
    return Stage.DONE if step.state == "done" and step == wording.milestones[-1] else Stage.BUILDING
