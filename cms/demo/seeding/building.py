"""What was built with last year's money so far, as an officer reported it."""

from budgeting.delivery.actions import post_delivery_update
from budgeting.models import DeliveryUpdate, Project
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.shapes import Milestone
from cms.demo.shapes import Project as Wording

Stage = DeliveryUpdate.Stage


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
            )


def _stage(step: Milestone, wording: Wording) -> Stage:
    """A project is done with its last step, not with each step that is."""
    return Stage.DONE if step.state == "done" and step == wording.milestones[-1] else Stage.BUILDING
