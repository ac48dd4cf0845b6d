"""Who reports on what is built, and on which projects."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.delivery.works import funded_projects
from budgeting.rounds.models import Project
from participation.accounts.rules import OFFICER, has_role


def may_report_progress(user: Any) -> bool:
    """Officers say how far the council's projects are."""
    return has_role(user, OFFICER)


def progress_refusal(project: Project) -> str:
    """Why nobody can report on this project now; "" when it is funded by a confirmed result."""
    if funded_projects().filter(pk=project.pk).exists():
        return ""
    return _("Only projects that a confirmed result funds are built, so there is nothing to report yet.")
