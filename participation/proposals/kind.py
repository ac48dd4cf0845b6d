"""What proposals offer to the shared machinery."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation import live
from participation.clock import DatabaseMicroseconds, database_now
from participation.debate.models import Comment
from participation.kinds import registry
from participation.processes.models import Phase, Process
from participation.proposals import rules
from participation.proposals.models import Proposal, Support


def offer() -> None:
    registry.register(
        registry.Kind(
            key="proposal",
            model=Proposal,
            title=str,
            address=Proposal.get_absolute_url,
            may_see=rules.may_see,
            author=lambda proposal: proposal.author,
            text=lambda proposal: "\n\n".join(filter(None, [proposal.title, proposal.what, proposal.why])),
            may_report=rules.may_report,
            comment_refusal=rules.comment_refusal,
            hide=hide,
            restore=restore,
            live=live_numbers,
            search=search,
            export=export,
            mine=mine,
            shown_on={"process": on_process},
        )
    )


def live_numbers(pk: int) -> tuple[dict[str, int], int] | None:
    """Supports and visible comments of a public proposal, with the clock of the same SELECT."""
    comments = Comment.objects.visible().filter(thread=OuterRef("thread")).order_by().values("thread")
    row = (
        Proposal.objects.public()
        .filter(pk=pk)
        .with_supports()
        .annotate(
            comment_count=Coalesce(Subquery(comments.annotate(n=Count("pk")).values("n")), 0),
            version=DatabaseMicroseconds(),
        )
        .values_list("support_count", "comment_count", "version")
        .first()
    )
    return ({"supports": row[0], "comments": row[1]}, row[2]) if row else None


def hide(proposal: Proposal) -> None:
    proposal.hidden_at = database_now()
    proposal.save(update_fields=["hidden_at"])


def restore(proposal: Proposal) -> None:
    proposal.hidden_at = None
    proposal.save(update_fields=["hidden_at"])
    live.changed(f"proposal:{proposal.pk}")


def search(user: Any, text: str) -> QuerySet[Proposal]:
    """Public proposals whose words contain every word of `text`; the same for every visitor."""
    found = Proposal.objects.public().select_related("process", "area", "category")
    return found.containing(text)


def export(user: Any) -> list[dict[str, Any]]:
    """What this person proposed and supported, as plain rows."""
    written = (
        Proposal.objects.filter(author=user)
        .order_by("pk")
        .values("title", "what", "why", "who_for", "place", "rough_cost", "picture_alt", "published_at")
    )
    supported = Support.objects.filter(identity__user=user).order_by("pk")
    return [{"proposal": row} for row in written] + [
        {"supported": title, "given_at": given_at}
        for title, given_at in supported.values_list("proposal__title", "given_at")
    ]


def on_process(user: Any, process: Process) -> registry.Section | None:
    """The newest proposals on the page of their process, and the way to write one while that is open."""
    proposing = [phase for phase in process.known_phases if phase.kind == Phase.Kind.PROPOSE]
    phase = next((phase for phase in proposing if phase.state == "now"), None)
    newest = process.proposals.published().for_cards().order_by("-published_at", "-pk")
    cards = list(newest.annotate(of_all=Window(Count("pk")))[:6])
    if not cards and not phase:
        return None
    propose = reverse("proposal_new", args=[process.slug])
    facts = {
        "count": cards[0].of_all if cards else 0,
        "proposals": cards,
        "propose": propose if phase else "",
    }
    action = registry.Action(_("Write a proposal"), propose, "edit", phase.end) if phase else None
    return registry.Section("participation/proposals_on_process.html", facts, action)


def mine(user: Any) -> list[registry.Panel]:
    """Own proposals, and those the person supports."""
    return [_written_by(user), _supported_by(user)]


def _written_by(user: Any) -> registry.Panel:
    own = Proposal.objects.filter(author=user).with_supports().order_by("-pk")[:12]
    return registry.Panel(
        title=_("Your proposals"),
        rows=[registry.Row(str(each), each.get_absolute_url(), _note(each)) for each in own],
        empty=_("You have not written a proposal yet."),
        begin=reverse("process_list"),
        begin_label=_("See where you can propose"),
    )


def _supported_by(user: Any) -> registry.Panel:
    supported = Proposal.objects.public().filter(supports__identity__user=user)
    newest = supported.with_supports().order_by("-supports__pk")[:12]
    return registry.Panel(
        title=_("Proposals you support"),
        rows=[registry.Row(str(each), each.get_absolute_url(), _note(each)) for each in newest],
        empty=_("You do not support a proposal yet."),
        begin=reverse("process_list"),
        begin_label=_("See what people propose"),
    )


def _note(proposal: Proposal) -> str:
    if proposal.hidden_at:
        return _("Hidden by a facilitator")
    count = proposal.support_count
    return ngettext("%(n)d person supports this", "%(n)d people support this", count) % {"n": count}
