"""What debates offer to the shared machinery."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.clock import database_now
from participation.debates import rules
from participation.debates.actions import redact_debate
from participation.debates.models import Debate
from participation.kinds import registry
from participation.notices import events
from participation.processes.models import Phase, Process
from participation.redaction import rows_with

ON_PROCESS = 6


def offer() -> None:
    registry.register(
        registry.Kind(
            key="debate",
            model=Debate,
            title=str,
            address=Debate.get_absolute_url,
            may_see=rules.may_see,
            author=lambda debate: debate.author,
            text=lambda debate: f"{debate.title}\n\n{debate.words}",
            may_report=rules.may_report,
            comment_refusal=rules.comment_refusal,
            written_at=lambda debate: debate.published_at,
            hide=hide,
            restore=restore,
            redact=redact,
            holding=lambda phrase: rows_with(Debate.objects.all(), ("title", "words"), phrase),
            search=search,
            export=export,
            activity=activity,
            followable=True,
            part_of=lambda debate: [debate.process, debate.area],
            read_with=("process", "area", "author"),
            shown_on={"process": on_process},
        )
    )
    events.register(
        events.Event(key="debate-opened", sentence=gettext_lazy("There is a new debate: “%(title)s”"))
    )


def hide(debate: Debate) -> None:
    debate.hidden_at = database_now()
    debate.save(update_fields=["hidden_at"])


def restore(debate: Debate) -> None:
    debate.hidden_at = None
    debate.save(update_fields=["hidden_at"])


def redact(actor: Any, debate: Debate, phrase: str) -> int:
    return redact_debate(actor=actor, debate=debate, phrase=phrase)


def search(user: Any, text: str) -> QuerySet[Debate]:
    """Public debates whose words contain every word of `text`; the same for every visitor."""
    return Debate.objects.public().select_related("process").containing(text)


def export(user: Any) -> list[dict[str, Any]]:
    """The debates that this person started, as plain rows."""
    own = Debate.objects.filter(author=user).order_by("pk")
    return list(own.values("title", "words", "published_at", "hidden_at"))


def on_process(user: Any, process: Process) -> registry.Section | None:
    """The newest debates of a process, and the way to start one while that is open."""
    debating = (each for each in process.known_phases if each.kind == Phase.Kind.DEBATE)
    phase = next((each for each in debating if each.state == "now"), None)
    newest = process.debates.visible().with_comments().annotate(of_all=Window(Count("pk")))
    debates = list(newest[:ON_PROCESS])
    if not debates and phase is None:
        return None
    start = reverse("debate_new", args=[process.slug])
    facts = {
        "debates": debates,
        "count": debates[0].of_all if debates else 0,
        "address": reverse("debate_list", args=[process.slug]),
        "start": start if phase else "",
    }
    action = registry.Action(_("Start a debate"), start, "comment", phase.end) if phase else None
    return registry.Section("participation/debates_on_process.html", facts, action)


def activity(user: Any) -> list[registry.Listing]:
    """The debates that the person started."""
    own = Debate.objects.filter(author=user).with_comments().order_by("-pk")
    return [registry.Listing(key="debates", title=_("Your debates"), things=own, rows=_rows)]


def _rows(debates: Sequence[Debate]) -> list[registry.Row]:
    return [registry.Row(str(each), each.get_absolute_url(), _note(each)) for each in debates]


def _note(debate: Debate) -> str:
    if debate.hidden_at:
        return _("Hidden by a facilitator")
    return ngettext("%(n)d comment", "%(n)d comments", debate.comment_count) % {"n": debate.comment_count}
