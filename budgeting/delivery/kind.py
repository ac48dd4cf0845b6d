"""What delivery offers to the shared machinery: sections on the pages of projects and rounds."""

from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.page import project_section, result_section, round_section
from budgeting.delivery.telling import offer_events
from budgeting.rounds.rules import may_see_project
from participation.clock import database_now
from participation.kinds import registry


def offer() -> None:
    offer_events()
    registry.register(
        registry.Kind(
            key="delivery_update",
            model=DeliveryUpdate,
            title=lambda update: str(update.project),
            address=lambda update: update.project.get_absolute_url(),
            may_see=lambda user, update: may_see_project(user, update.project, database_now()),
            text=lambda update: update.text,
            shown_on={"project": project_section, "round": round_section, "result": result_section},
        )
    )
