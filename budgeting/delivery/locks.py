"""The lock of every act on a funded project's money and reports: the project's own row."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.delivery.project_money import money_of
from budgeting.delivery.works import funded_projects
from budgeting.ledger.models import Transfer
from budgeting.rounds.models import Project


def locked_project(project: Project) -> Project:
    """The project's row, locked until the transaction ends: acts on it come one after the other."""
    projects = Project.objects.select_for_update(of=("self",))
    return projects.select_related("round__process", "proposal").get(pk=project.pk)


def locked_work(project: Project) -> Project:
    """The locked project with the facts of `funded_projects()`, its money still to be moved.

    Raises ValidationError when no confirmed result funds it, or nothing of its money moves any more.
    """
    locked_project(project)
    found = funded_projects().select_related(
        "round__process",
        "proposal__author",
        *(f"round_pot__pot__{part}" for part in ("free", "committed", "paid")),
        "undelivered__successor",
        "stepped_in_for__project",
    )
    work = found.filter(pk=project.pk).first()
    if work is None:
        raise ValidationError(_("No confirmed result funds this project."), code="unfunded")
    if money_of(work).settled:
        raise ValidationError(_("The books of this project are closed."), code="settled")
    _refuse_without_books(work)
    return work


def _refuse_without_books(project: Project) -> None:
    if not Transfer.objects.filter(key=f"round:{project.round_id}:certify").exists():
        raise ValidationError(
            _("The money of this round is not in the books here, so none can be moved."), code="no_books"
        )
