"""What notices know about a person, and the notice that their copy of their data is ready."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from participation.accounts.privacy.models import DataExport
from participation.kinds import personal, registry
from participation.notices import events
from participation.notices.actions import tell
from participation.notices.models import Follow, MailChoice, Notice
from participation.notices.reading import lines, load_things


def offer() -> None:
    events.register(
        # Another mail says it, whatever the person chose for notices.
        events.Event(
            key="export-ready",
            sentence=_("The copy of your data is ready: fetch it within a week"),
            group=events.Group.MINE,
            mailed=False,
        )
    )
    for holding in (
        personal.Holding(
            key="follows", title=_("What you follow"), covers=("participation.Follow",), rows=follows
        ),
        personal.Holding(
            key="notices", title=_("What you were told"), covers=("participation.Notice",), rows=notices
        ),
        personal.Holding(
            key="mail-choices",
            title=_("How often you want mail"),
            covers=("participation.MailChoice",),
            rows=lambda person: MailChoice.objects.filter(person=person).values("group", "how_often"),
        ),
    ):
        personal.register(holding)


def tell_of_export(sender: Any, export: DataExport, **kwargs: Any) -> None:
    tell(people=[export.person], thing=export, event="export-ready")


def follows(person: Any) -> Iterator[dict[str, Any]]:
    own = list(Follow.objects.filter(person=person).order_by("pk"))
    things = load_things((each.target_type_id, each.target_id) for each in own)
    for each in own:
        thing = things.get((each.target_type_id, each.target_id))
        yield {"follows": title_of(thing), "since": each.followed_at}


def notices(person: Any) -> Iterator[dict[str, Any]]:
    own = list(Notice.objects.filter(person=person).order_by("pk").select_related("actor"))
    for line in lines(own, person):
        yield {"told": line.sentence, "told_at": line.notice.told_at, "read_at": line.notice.read_at}


def title_of(thing: Model | None) -> str:
    """What the thing is called; "" once it is gone."""
    kind = registry.kind_of(thing) if thing is not None else None
    return kind.title(thing) if kind else ""
