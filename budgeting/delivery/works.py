"""The projects that are built: funded by a certified result, with where each of them stands."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from budgeting.delivery.models import DeliveryUpdate
from budgeting.results.models import Outcome, Result
from budgeting.rounds.models import Project
from participation.money import format_money

Stage = DeliveryUpdate.Stage
TONES = {Stage.PLANNING: "info", Stage.BUILDING: "accent", Stage.DONE: "good"}
# Finished work is what people look for first.
ORDER = {Stage.DONE: 0, Stage.BUILDING: 1, Stage.PLANNING: 2}


def funded_projects() -> QuerySet[Project]:
    """Projects that the newest certified result of their round funds.

    Adds `stage` (None: no update yet), `spent` (minor units) and `updated_on` of the newest update.
    """
    certified = Result.objects.filter(round=OuterRef("result__round"), certified_at__isnull=False)
    funded = Outcome.objects.filter(
        funded=True, result=Subquery(certified.order_by("-version").values("pk")[:1])
    )
    newest = DeliveryUpdate.objects.filter(project=OuterRef("pk")).order_by("-happened_on", "-pk")
    return Project.objects.filter(pk__in=funded.values("project")).annotate(
        **{name: Subquery(newest.values(name)[:1]) for name in ("stage", "spent")},
        updated_on=Subquery(newest.values("happened_on")[:1]),
    )


@dataclass(frozen=True)
class Work:
    """Where one funded project stands, in words; `spent` and `cost` are minor units."""

    project: Project
    stage: str
    tone: str
    spent: int
    cost: int
    words: str

    @property
    def full_bar(self) -> int:
        """The length of the whole bar, above zero also where a project costs nothing."""
        return self.cost or 1


def work_of(project: Project, stage: str | None, spent: int, currency: str) -> Work:
    money = {"spent": format_money(spent, currency), "cost": format_money(project.cost, currency)}
    return Work(
        project=project,
        stage=str(Stage(stage).label) if stage else _("Not started"),
        tone=TONES[Stage(stage)] if stage else "",
        spent=spent,
        cost=project.cost,
        words=_("%(spent)s of %(cost)s spent") % money,
    )


def in_order(projects: QuerySet[Project]) -> list[Project]:
    """Those of `funded_projects()`: finished ones first, then by number."""
    return sorted(projects, key=lambda each: (ORDER.get(each.stage, len(ORDER)), each.number))
