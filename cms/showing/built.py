"""What was built with the money: the newest photographed update of each project."""

from django.db.models import OuterRef, Subquery

from budgeting.delivery.models import DeliveryUpdate


def latest(count: int) -> list[DeliveryUpdate]:
    """Newest updates with a picture, one per project, finished work first, in one query."""
    pictured = DeliveryUpdate.objects.exclude(picture="").filter(project=OuterRef("project"))
    newest = pictured.order_by("-happened_on", "-pk").values("pk")[:1]
    updates = DeliveryUpdate.objects.filter(pk=Subquery(newest)).select_related(
        "project__round__process", "project__area", "project__round_pot"
    )
    return sorted(updates.order_by("-happened_on", "-pk")[: count * 2], key=_unfinished)[:count]


def _unfinished(update: DeliveryUpdate) -> bool:
    return update.stage != DeliveryUpdate.Stage.DONE
