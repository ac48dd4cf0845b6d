"""A second browser acts at the same moment as the first: nothing happens twice, and no words are lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.accounts.display_name import change_name
from participation.accounts.role_acts import approve_nomination, close_nomination, nominate
from participation.debate.actions import close_thread, edit_comment, remove_comment, write_comment
from participation.models import (
    AuditEvent,
    CoAuthor,
    Comment,
    CommentVersion,
    Decision,
    Notice,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    StatusChange,
    Support,
    Thread,
    User,
)
from participation.moderation.actions import decide
from participation.moderation.blocks import block
from participation.proposals.actions import (
    answer_invitation,
    change_proposal,
    change_status,
    give_support,
    publish_draft,
    remove_draft,
    save_draft,
)
from tests.conftest import staff
from tests.factories.people import IdentityFactory
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory, category, house_rule
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 4


def outcome(act, **given) -> str:
    """ "done", or why not."""
    try:
        act(**given)
    except PermissionDenied as refusal:
        return f"refused: {refusal}"
    except ValidationError as refusal:
        return f"told: {' '.join(refusal.messages)}"
    return "done"


def fresh(thing):
    """As a request of its own reads it."""
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def author():
    return IdentityFactory(user__display_name="Ann").user


@pytest.fixture
def draft(author):
    place = IdentityFactory().area
    words = {
        "title": "A bench",
        "what": "Two benches.",
        "why": "To sit.",
        "area": str(place.pk),
        "category": str(category().pk),
    }
    return ProposalDraft.objects.create(author=author, process=ProcessFactory(), words=words)


def test_draft_published_twice_gives_one_proposal(author, draft):
    said = race(lambda _n: outcome(publish_draft, author=author, draft=draft), range(TIMES))
    assert said.count("done") == 1
    assert {each for each in said if each != "done"} == {"refused: This draft is not there any more."}
    assert Proposal.objects.count() == Thread.objects.count() == 1


def test_draft_removed_while_it_is_saved_is_gone_and_the_writer_is_told(author, draft):
    def act(number):
        if number == 0:
            return outcome(remove_draft, author=author, draft=draft)
        return outcome(save_draft, author=author, draft=draft, words={"title": f"Bench {number}"})

    said = race(act, range(TIMES))
    assert said[0] == "done"
    assert set(said[1:]) <= {"done", "refused: This draft is not there any more."}
    assert not ProposalDraft.objects.exists()


def test_words_of_two_windows_of_one_draft_are_both_kept(author, draft):
    def act(words):
        return outcome(
            save_draft, author=author, draft=draft, words={"title": words}, revision=draft.revision
        )

    assert race(act, ["First", "Second"]) == ["done", "done"]
    kept = fresh(draft)
    assert {kept.words["title"], kept.replaced["title"]} == {"First", "Second"}


def test_of_edits_of_one_proposal_one_is_kept_and_the_others_are_told(author):
    proposal = ProposalFactory(author=author)

    def act(words):
        return outcome(change_proposal, editor=author, proposal=proposal, base=1, title=words)

    said = race(act, ["One", "Two", "Three"])
    assert said.count("done") == 1
    assert sum("Someone else changed this proposal" in each for each in said) == 2
    assert list(ProposalVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert fresh(proposal).title == ["One", "Two", "Three"][said.index("done")]


def test_edits_of_one_comment_leave_every_word_to_be_read(author):
    comment = CommentFactory(thread=ProposalFactory().thread, author=author, text="Before")
    CommentFactory(thread=comment.thread, parent=comment, under=comment, top=comment)  # so that changes show

    said = race(
        lambda words: outcome(edit_comment, author=author, comment=comment, text=words), ["One", "Two"]
    )
    assert said == ["done", "done"]
    words = {fresh(comment).text, *CommentVersion.objects.values_list("text", flat=True)}
    assert words == {"Before", "One", "Two"}


def test_comment_removed_twice_goes_once(author):
    comment = CommentFactory(thread=ProposalFactory().thread, author=author)

    def act(_number):
        try:
            return outcome(remove_comment, author=author, comment=comment)
        except Comment.DoesNotExist:
            return "gone"

    assert race(act, range(TIMES)).count("done") == 1
    assert not Comment.objects.exists()


def test_hidden_words_stay_hidden_whatever_their_author_does_meanwhile(author):
    bob = staff("Bob", "facilitator")
    comment = CommentFactory(thread=ProposalFactory().thread, author=author, text="Before")
    rule = house_rule()

    def act(who):
        if who == "bob":
            return outcome(
                decide, actor=bob, target=fresh(comment), verdict="hide", rule=rule, reason="Unkind."
            )
        return outcome(edit_comment, author=author, comment=comment, text="After")

    said = race(act, ["bob", "author"])
    assert said[0] == "done"
    assert fresh(comment).hidden_at is not None
    assert fresh(comment).text == ("After" if said[1] == "done" else "Before")


def test_support_for_a_proposal_that_is_withdrawn_is_whole_or_refused(author):
    proposal, people = ProposalFactory(author=author), [IdentityFactory().user.pk for _each in range(TIMES)]

    def act(who):
        now = Proposal.objects.select_related("process").get(pk=proposal.pk)
        if who == "author":
            return outcome(
                change_status, actor=author, proposal=now, status="withdrawn", reason="Done by others."
            )
        return outcome(give_support, user=User.objects.get(pk=who), proposal=now)

    said = race(act, ["author", *people])
    assert said[0] == "done"
    assert fresh(proposal).status == "withdrawn"
    assert Support.objects.count() == said[1:].count("done")


def test_proposal_withdrawn_twice_is_withdrawn_once(author):
    proposal = ProposalFactory(author=author)

    def act(_number):
        return outcome(change_status, actor=author, proposal=proposal, status="withdrawn", reason="So.")

    assert race(act, range(TIMES)).count("done") == 1
    assert StatusChange.objects.count() == 1


def test_invitation_accepted_twice_is_told_once(author):
    proposal, guest = ProposalFactory(author=author), IdentityFactory().user
    CoAuthor.objects.create(proposal=proposal, person=guest)

    said = race(
        lambda _n: outcome(answer_invitation, person=guest, proposal=proposal, accept=True), range(TIMES)
    )
    assert set(said) == {"done"}
    assert CoAuthor.objects.get().state == "accepted"
    assert Notice.objects.filter(person=author, event="author-yes").count() == 1


def test_person_blocked_twice_is_blocked_by_one_decision(author):
    rule, office = house_rule(), [staff("Bob", "facilitator"), staff("Carol", "officer")]
    people = {person.pk: person for person in office}

    def act(pk):
        return outcome(block, actor=people[pk], person=author, reason="Threats.", rule=rule)

    assert race(act, list(people)).count("done") == 1
    decision = Decision.objects.get()
    assert AuditEvent.objects.get(verb="block_person").facts["decision"] == decision.pk
    assert fresh(author).blocked_at is not None


def test_comment_meets_the_closing_of_its_discussion_and_is_whole_or_refused(author):
    bob, thread = staff("Bob", "facilitator"), ProposalFactory().thread

    def act(who):
        if who == "bob":
            return outcome(close_thread, actor=bob, thread=fresh(thread), summary="All was said.")
        return outcome(write_comment, author=author, thread=fresh(thread), text=f"Word {who}")

    said = race(act, ["bob", 1, 2, 3])
    assert said[0] == "done"
    assert Comment.objects.count() == said[1:].count("done")
    assert fresh(thread).closed_at is not None


def test_role_approved_and_refused_at_once_is_one_of_the_two(author):
    first, *others = [staff(name, "officer") for name in ("Carol", "Dave", "Erin")]
    nomination = nominate(actor=first, user=author, role="auditor")
    acts = [approve_nomination, close_nomination]

    said = race(lambda n: outcome(acts[n], actor=others[n], nomination=nomination), [0, 1])
    assert said.count("done") == 1
    assert fresh(nomination).state == ("approved" if said[0] == "done" else "closed")
    assert author.groups.filter(name="auditor").exists() is (said[0] == "done")


def test_name_changed_twice_is_one_of_the_two(author):
    assert race(lambda name: outcome(change_name, actor=author, name=name), ["Anna", "Anke"]) == ["done"] * 2
    assert fresh(author).display_name in ("Anna", "Anke")
