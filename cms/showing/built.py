"""What was built with the money: the newest update of each project, with a picture."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from budgeting.delivery.models import DeliveryUpdate


@dataclass(frozen=True)
class Built:
    title: str
    href: str
    stage: str
    text: str
    picture: str
    picture_alt: str


def latest(count: int) -> list[Built]:
    """Finished work first, then work that goes on, newest first: those with a picture, in one query."""
    done_first = Case(When(stage=DeliveryUpdate.Stage.DONE, then=Value(0)), default=Value(1))
    updates = (
        DeliveryUpdate.objects.newest_of_each_project()
        .exclude(stage=DeliveryUpdate.Stage.PLANNING)
        .filter(project__undelivered__isnull=True)
        .filter(~Q(picture="") | ~Q(project__picture_small=""))
        .select_related("project__round__process")
        .order_by(done_first, "-happened_on", "-pk")
    )
    return [_built(update) for update in updates[:count]]


def _built(update: DeliveryUpdate) -> Built:
    """The update's own picture, or that of the project as it stood on the ballot."""
    project = update.project
    return Built(
        title=project.title,
        href=project.get_absolute_url(),
        stage=update.get_stage_display(),
        text=update.text,
        picture=update.picture.url if update.picture else project.card_picture,
        picture_alt=update.picture_alt if update.picture else project.picture_alt,
    )
