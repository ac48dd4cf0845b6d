"""Pictures of proposals that projects and campaigns show as well."""

from django.apps import apps
from django.db.models import Q


def shown_here(name: str) -> bool:
    """Whether a project or a campaign shows the stored picture of this name."""
    project, campaign = apps.get_model("budgeting", "Project"), apps.get_model("budgeting", "Campaign")
    of_project = Q(picture=name) | Q(picture_small=name)
    return project.objects.filter(of_project).exists() or campaign.objects.filter(picture=name).exists()
