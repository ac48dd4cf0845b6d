"""The projects that are built: funded by a certified result or by stepping in, and where each stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.project_money import ProjectMoney, money_of
from budgeting.delivery.undelivered import Undelivered
from budgeting.results.models import Outcome, Result
from budgeting.rounds.models import Project
from participation.money import format_money

Stage = DeliveryUpdate.Stage
TONES = {Stage.PLANNING: "info", Stage.BUILDING: "accent", Stage.DONE: "good"}
# Finished work is what people look for first; what cannot be built comes last.
ORDER = {Stage.DONE: 0, Stage.BUILDING: 1, Stage.PLANNING: 2}


def funded_projects() -> QuerySet[Project]:
    """Projects that the newest certified result of their round funds, and those that stepped in.

    Adds `stage` (None: no update yet), `spent` (minor units), `updated_on` and `finish_on` of the newest
    update, `extra` (approved on top) and `final` (what it cost, once its books are closed). Those that cannot
    be built are among them, with their `undelivered`.
    """
    certified = Result.objects.filter(round=OuterRef("result__round"), certified_at__isnull=False)
    funded = Outcome.objects.filter(
        funded=True, result=Subquery(certified.order_by("-version").values("pk")[:1])
    )
    stepped_in = Undelivered.objects.filter(successor__isnull=False).values("successor")
    newest = DeliveryUpdate.objects.filter(project=OuterRef("pk")).order_by("-happened_on", "-pk")
    dated = newest.filter(finish_on__isnull=False)
    asked = MoneyRequest.objects.filter(project=OuterRef("pk"), granted=True).order_by().values("project")
    return (
        Project.objects.filter(Q(pk__in=funded.values("project")) | Q(pk__in=stepped_in))
        .select_related("undelivered__successor", "stepped_in_for__project")
        .annotate(
            **{name: Subquery(newest.values(name)[:1]) for name in ("stage", "spent")},
            updated_on=Subquery(newest.values("happened_on")[:1]),
            finish_on=Subquery(dated.values("finish_on")[:1]),
            extra=Subquery(asked.filter(kind=MoneyRequest.Kind.EXTRA).values(all=Sum("amount"))),
            final=Subquery(asked.filter(kind=MoneyRequest.Kind.FINAL).values(all=Sum("amount"))),
        )
    )


def buildable_projects() -> QuerySet[Project]:
    """Of `funded_projects()`, those that were not given up."""
    return funded_projects().filter(undelivered__isnull=True)


@dataclass(frozen=True)
class Work:
    """Where one funded project stands, in words."""

    project: Project
    stage: str
    tone: str
    money: ProjectMoney
    words: str
    finish_on: date | None

    @property
    def undelivered(self) -> Undelivered | None:
        return undelivered_of(self.project)

    @property
    def stepped_in_for(self) -> Project | None:
        """The project in whose place this one is built."""
        found = getattr(self.project, "stepped_in_for", None)
        return found.project if found else None

    @property
    def full_bar(self) -> int:
        """The length of the whole bar, above zero also where a project costs nothing."""
        return self.money.approved or 1


def undelivered_of(project: Project) -> Undelivered | None:
    """Without a query for a project of `funded_projects()`."""
    return getattr(project, "undelivered", None)


def work_of(project: Project, currency: str) -> Work:
    """For a project of `funded_projects()`."""
    money = money_of(project)
    stage, tone = _stage(project)
    amounts = {
        "spent": format_money(money.spent, currency),
        "cost": format_money(money.approved, currency),
    }
    return Work(
        project=project,
        stage=stage,
        tone=tone,
        money=money,
        words=_("%(spent)s of %(cost)s spent") % amounts,
        finish_on=None if is_done(project) else project.finish_on,
    )


def is_done(project: Project) -> bool:
    """By its newest report, or because its books are closed; for a project of `funded_projects()`."""
    return project.final is not None or project.stage == Stage.DONE


def _stage(project: Project) -> tuple[str, str]:
    if undelivered_of(project) is not None:
        return _("Cannot be built"), "bad"
    if is_done(project):
        return str(Stage.DONE.label), TONES[Stage.DONE]
    if project.stage is None:
        return _("Not started"), ""
    return str(Stage(project.stage).label), TONES[Stage(project.stage)]


def in_order(projects: QuerySet[Project]) -> list[Project]:
    """Those of `funded_projects()`: finished ones first, then by number, given up ones last."""
    return sorted(projects, key=_rank)


def _rank(project: Project) -> tuple[bool, int, int]:
    stage = Stage.DONE if is_done(project) else project.stage
    return undelivered_of(project) is not None, ORDER.get(stage, len(ORDER)), project.number
