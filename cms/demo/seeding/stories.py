"""What became of some proposals: one changed, two merged, one answered, one built; and Alice's draft."""

from datetime import timedelta

from cms.demo.seeding.clock import at_hour, hours_ago
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from participation.models import (
    Process,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    StatusChange,
    Support,
    User,
)
from participation.proposals.actions import (
    add_milestone,
    answer_proposal,
    change_proposal,
    change_status,
    merge_proposals,
    publish_proposal,
)

ANSWER = (
    "<p>We like this, and we asked the bus company what five more buses cost.</p>"
    "<ul><li>They can start in spring, not before.</li><li>A trial of six months is enough to see.</li></ul>"
)
DRAFT = {
    "title": "A notice board by the ferry",
    "what": "One board under a little roof, with room for lost cats, choirs and the tide table.",
}


def seed_stories(proposals: dict[str, Proposal], ideas: Process, cast: Cast, places: Places) -> None:
    _change(proposals["quay-water-taps"])
    _merge(proposals["cliff-walk-rest-points"], ideas, cast, places)
    _answer(proposals["evening-bus-twelve"], cast)
    _build(proposals["quay-ladders"], cast)
    ProposalDraft.objects.create(author=cast.users["alice"], process=ideas, words=DRAFT)


def _change(proposal: Proposal) -> None:
    """Two changes of the author: a small one, and one that supporters are told of."""
    author = User.objects.get(pk=proposal.author_id)
    why = f"{proposal.why}\n\nThe rowing club has offered to look after them."
    change_proposal(
        editor=author, proposal=proposal, base=1, why=why, reason="Somebody will look after them."
    )
    what = proposal.what.replace("Two steel taps", "Three steel taps")
    changes = {"title": "Three drinking water taps on the quay", "what": what}
    change_proposal(
        editor=author, proposal=proposal, base=2, **changes, reason="The market asked for one, too."
    )
    for number, hours in ((2, 70), (3, 20)):
        ProposalVersion.objects.filter(proposal=proposal, number=number).update(written_at=hours_ago(hours))
    Proposal.objects.filter(pk=proposal.pk).update(material_at=hours_ago(20))


def _merge(into: Proposal, ideas: Process, cast: Cast, places: Places) -> None:
    """Ravi wrote nearly the same; some of his supporters stood behind both."""
    twin = publish_proposal(
        author=cast.users["ravi"],
        process=ideas,
        area=places.area("beacon-hill"),
        category=places.categories["parks"],
        title="Seats to rest on up Beacon Hill",
        what="A few seats with arms on the path up the hill, so that everyone gets to the top.",
        why="My grandfather has not seen the sea from up there for six years.",
    )
    Proposal.objects.filter(pk=twin.pk).update(published_at=hours_ago(200))
    people = [cast.identities[resident.number] for resident in cast.residents[20:32]]
    Support.objects.bulk_create(
        Support(proposal=twin, identity=one, given_at=hours_ago(150)) for one in people
    )
    reason = "Both ask for seats on the same path. Together they are heard better."
    merge_proposals(actor=cast.staff("bob"), proposal=twin, into=into, reason=reason)


def _answer(proposal: Proposal, cast: Cast) -> None:
    carol = cast.staff("carol")
    reason = "We are asking the bus company for a price."
    change_status(actor=carol, proposal=proposal, status="review", reason=reason)
    answer_proposal(actor=carol, proposal=proposal, text=ANSWER)
    day = at_hour(45, 9).date()
    add_milestone(actor=carol, proposal=proposal, day=day, title="The bus company answers")


def _build(proposal: Proposal, cast: Cast) -> None:
    carol = cast.staff("carol")
    for days, title in ((-200, "The divers looked at the wall"), (-60, "The first four ladders are up")):
        add_milestone(actor=carol, proposal=proposal, day=at_hour(days, 9).date(), title=title)
    change_status(actor=carol, proposal=proposal, status="building", reason="Four of nine ladders are up.")
    newest = StatusChange.objects.filter(proposal=proposal).latest("pk")
    StatusChange.objects.filter(pk=newest.pk).update(changed_at=newest.changed_at - timedelta(days=60))
