"""What proposals offer to the shared machinery."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation import live
from participation.areas.models import Area
from participation.clock import DatabaseMicroseconds, database_now
from participation.debate.models import Comment
from participation.kinds import registry
from participation.notices import events
from participation.processes.models import Phase, Process
from participation.proposals import rules
from participation.proposals.actions import redact_proposal
from participation.proposals.actions.redacting import holding, purge_drafts
from participation.proposals.models import Proposal, ProposalDraft, Support

EVENTS = (
    events.Event(key="proposal-new", sentence=gettext_lazy("New in “%(about)s”: “%(title)s”")),
    events.Event(
        key="proposal-status",
        sentence=gettext_lazy("“%(title)s” has a new status: %(status)s"),
        worded=lambda facts: {"status": Proposal.Status(facts["status"]).label},
    ),
    events.Event(
        key="proposal-changed", sentence=gettext_lazy("“%(title)s” was changed by its author"), reach=0
    ),
    events.Event(
        key="proposal-changed-much",
        sentence=gettext_lazy(
            "“%(title)s”, which you support, was changed in an important way. You can take your support back"
        ),
        group=events.Group.MINE,
    ),
    events.Event(
        key="proposal-merged",
        sentence=gettext_lazy(
            "“%(old)s”, which you support, was merged into “%(title)s”. Your support counts there; "
            "you can take it back"
        ),
        group=events.Group.MINE,
    ),
    events.Event(
        key="proposal-split",
        sentence=gettext_lazy(
            "“%(old)s”, which you support, was split. Your support stays there. The other part is “%(title)s”"
        ),
        group=events.Group.MINE,
    ),
    events.Event(
        key="author-asked",
        sentence=gettext_lazy("%(actor)s asks you to write “%(title)s” together"),
        group=events.Group.MINE,
    ),
    events.Event(
        key="author-yes",
        sentence=gettext_lazy("%(actor)s is an author of “%(title)s” now"),
        group=events.Group.MINE,
    ),
    events.Event(
        key="author-no",
        sentence=gettext_lazy("%(actor)s is no author of “%(title)s”"),
        group=events.Group.MINE,
    ),
    events.Event(
        key="draft-goes",
        sentence=gettext_lazy("Your draft “%(draft)s” is old: it goes in %(days)s days if you leave it"),
        group=events.Group.MINE,
    ),
    events.Event(key="proposal-answer", sentence=gettext_lazy("The council answered “%(title)s”"), reach=0),
    events.Event(
        key="proposal-milestone", sentence=gettext_lazy("News of “%(title)s”: %(milestone)s"), reach=0
    ),
)


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
            written_at=lambda proposal: proposal.published_at,
            earlier=earlier,
            edit_address=edit_address,
            redact=redact,
            holding=holding,
            purge=purge_drafts,
            live=live_numbers,
            search=search,
            export=export,
            mine=mine,
            activity=activity,
            shown_on={"process": on_process, "area": on_area},
            followable=True,
            part_of=lambda proposal: [proposal.process, proposal.area],
            read_with=("process", "area"),
        )
    )
    for event in EVENTS:
        events.register(event)


def earlier(proposal: Proposal) -> list[str]:
    """What its versions before the newest said, oldest first."""
    versions = list(proposal.versions.order_by("number"))[:-1]
    return ["\n\n".join(filter(None, [each.title, each.what, each.why])) for each in versions]


def edit_address(proposal: Proposal) -> str:
    """Where the words are changed, "" once they are fixed."""
    fixed = proposal.frozen_at is not None or proposal.status not in rules.EDITABLE
    return "" if fixed else reverse("proposal_change", args=[proposal.pk])


def redact(actor: Any, proposal: Proposal, phrase: str) -> int:
    return redact_proposal(actor=actor, proposal=proposal, phrase=phrase)


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
        .values(
            *("title", "what", "why", "who_for", "place", "latitude", "longitude", "area__name"),
            *("category__name", "rough_cost", "picture_alt", "status", "published_at", "hidden_at"),
        )
    )
    supported = Support.objects.filter(identity__user=user).order_by("pk")
    drafts = (
        ProposalDraft.objects.filter(author=user).order_by("pk").values("words", "replaced", "changed_at")
    )
    return (
        [{"proposal": row} for row in written]
        + [{"draft": row} for row in drafts]
        + [
            {"supported": title, "given_at": given_at}
            for title, given_at in supported.values_list("proposal__title", "given_at")
        ]
    )


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


def on_area(user: Any, area: Area) -> registry.Section | None:
    """The newest proposals for this part of town."""
    newest = Proposal.objects.public().filter(area=area).for_cards().order_by("-published_at", "-pk")[:12]
    return registry.Section("participation/proposals_on_area.html", {"proposals": list(newest)})


def mine(user: Any) -> list[registry.Panel]:
    """The person's drafts, of which nobody has many."""
    drafts = ProposalDraft.objects.filter(author=user)[:12]
    rows = [registry.Row(str(each), each.get_absolute_url(), _("Draft")) for each in drafts]
    return [registry.Panel(title=_("Your drafts"), rows=rows, empty="")] if rows else []


def activity(user: Any) -> list[registry.Listing]:
    """Own proposals, and those the person supports."""
    together = Q(co_authors__person=user, co_authors__state="accepted")
    written = Proposal.objects.filter(Q(author=user) | together).distinct().with_supports()
    supported = Proposal.objects.public().filter(supports__identity__user=user).with_supports()
    return [
        registry.Listing(
            key="proposals",
            title=_("Your proposals"),
            things=written.order_by("-pk"),
            rows=_rows,
            empty=_("You have not written a proposal yet."),
            begin=reverse("process_list"),
            begin_label=_("See where you can propose"),
        ),
        registry.Listing(
            key="supports",
            title=_("Proposals you support"),
            things=supported.order_by("-supports__pk"),
            rows=_rows,
            empty=_("You do not support a proposal yet."),
            begin=reverse("process_list"),
            begin_label=_("See what people propose"),
        ),
    ]


def _rows(proposals: Sequence[Proposal]) -> list[registry.Row]:
    return [registry.Row(str(each), each.get_absolute_url(), _note(each)) for each in proposals]


def _note(proposal: Proposal) -> str:
    if proposal.hidden_at:
        return _("Hidden by a facilitator")
    count = proposal.support_count
    return ngettext("%(n)d person supports this", "%(n)d people support this", count) % {"n": count}
