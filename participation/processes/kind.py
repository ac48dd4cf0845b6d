"""What processes offer to the shared machinery."""

from typing import Any

from django.db.models import Q, QuerySet

from participation.kinds import registry
from participation.processes import rules
from participation.processes.models import Process


def offer() -> None:
    registry.register(
        registry.Kind(
            key="process",
            model=Process,
            title=str,
            address=Process.get_absolute_url,
            may_see=rules.may_see_process,
            text=lambda process: "\n\n".join(filter(None, [process.title, process.purpose, process.rules])),
            search=search,
        )
    )


def search(user: Any, text: str) -> QuerySet[Process]:
    """Published processes whose title, purpose or rules contain every word of `text`."""
    found = Process.objects.published()
    for word in text.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(purpose__icontains=word) | Q(rules__icontains=word))
    return found
