"""What notices offer to the shared machinery: the live number of a person's unread ones."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.clock import DatabaseMicroseconds
from participation.kinds import registry
from participation.notices.topic import person_of


def offer() -> None:
    registry.register(
        registry.Kind(
            key="unread",
            # One number a person; the notices themselves are told of in `personal`.
            model=User,
            title=lambda person: _("Notices"),
            address=lambda person: reverse("notice_list"),
            may_see=lambda user, person: user == person,
            live=live_unread,
        )
    )


def live_unread(number: int) -> tuple[dict[str, int], int] | None:
    """How many notices the person of this topic has not read, with the clock of the same SELECT."""
    unread = Count("notices", filter=Q(notices__read_at__isnull=True))
    people = User.objects.filter(pk=person_of(number), is_active=True, blocked_at=None)
    row = people.annotate(n=unread, version=DatabaseMicroseconds()).values_list("n", "version").first()
    return ({"unread": row[0]}, row[1]) if row else None
