"""Parts of pages that residents share: who sees which copy, and that nothing of a person is ever in one."""

import re

import pytest
from django.urls import reverse

from participation.copies import forget_copies
from participation.debate.actions import vote_helpful
from participation.live import tickets
from participation.models import Comment, Proposal
from participation.moderation.actions import decide
from participation.parts import ACTED
from tests.factories.people import IdentityFactory
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parts_are_kept(settings):
    settings.VISITOR_SECONDS = 60


@pytest.fixture
def proposal():
    return ProposalFactory(title="A bench by the ferry")


@pytest.fixture
def neighbour():
    """Another verified resident."""
    return IdentityFactory().user


@pytest.fixture
def seen(log_in):
    """seen(person, thing): the page of a thing as this person gets it, with nothing of their own to come."""

    def page(person, thing) -> str:
        address = thing if isinstance(thing, str) else thing.get_absolute_url()
        return log_in(person).get(address).content.decode()

    return page


def list_of(proposal) -> str:
    return reverse("proposal_list", args=[proposal.process.slug])


@pytest.fixture
def grow_old(settings):
    """grow_old(): every copy that was made so far is too old from now on."""

    def pass_by() -> None:
        settings.VISITOR_SECONDS = 1e-6

    return pass_by


def own_marks(page: str) -> set[str]:
    """Tokens of forms and marks of people in tickets: what must differ from person to person."""
    marks = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    texts = re.findall(r'data-live-ticket="([^"]+)"', page)
    return marks | {tickets.read(text).person for text in texts}


def test_second_resident_gets_the_same_cards_for_fewer_queries(
    proposal, alice, neighbour, log_in, django_assert_max_num_queries
):
    first, second = log_in(alice), log_in(neighbour)
    with django_assert_max_num_queries(12):
        first.get(list_of(proposal))
    Proposal.objects.filter(pk=proposal.pk).update(title="Something new")
    with django_assert_max_num_queries(7):
        page = second.get(list_of(proposal)).content.decode()
    assert "A bench by the ferry" in page
    assert "Something new" not in page


def test_part_is_made_anew_when_its_time_is_over(proposal, alice, neighbour, seen, grow_old):
    seen(alice, list_of(proposal))
    Proposal.objects.filter(pk=proposal.pk).update(title="Something new")
    grow_old()
    assert "Something new" in seen(neighbour, list_of(proposal))


@pytest.mark.parametrize("sort", ["mixed", "near"])
def test_order_of_ones_own_is_never_shared(proposal, alice, neighbour, seen, sort):
    address = f"{list_of(proposal)}?sort={sort}"
    seen(alice, address)
    Proposal.objects.filter(pk=proposal.pk).update(title="Something new")
    assert "Something new" in seen(neighbour, address)


def test_visitors_and_staff_get_no_parts_of_others(proposal, alice, bob, client, seen):
    seen(alice, list_of(proposal))
    Proposal.objects.filter(pk=proposal.pk).update(title="Something new")
    assert "Something new" in client.get(list_of(proposal)).content.decode()
    assert "Something new" in seen(bob, list_of(proposal))


def test_part_made_for_staff_is_shown_to_nobody(proposal, alice, bob, seen):
    CommentFactory(thread=proposal.thread, hidden_at=proposal.published_at, text="Rude words.")
    seen(bob, proposal)
    page = seen(alice, proposal)
    assert "Rude words." not in page
    assert "Lead this discussion" not in page


def test_pages_of_two_people_share_no_token_and_no_mark(proposal, alice, neighbour, seen):
    CommentFactory(thread=proposal.thread)
    for address in ("/", list_of(proposal), proposal.get_absolute_url()):
        first, second = own_marks(seen(alice, address)), own_marks(seen(neighbour, address))
        assert first
        assert first.isdisjoint(second)


def test_only_the_author_of_a_comment_sees_it_as_their_own(proposal, alice, neighbour, seen):
    mine = CommentFactory(thread=proposal.thread, author=alice)
    change = reverse("comment_edit", args=[mine.pk])
    for _each in range(2):
        assert change not in seen(neighbour, proposal)
        own = seen(alice, proposal)
        assert change in own
        assert "You</span>" in own


def test_only_the_voter_sees_the_vote(proposal, alice, neighbour, seen):
    comment = CommentFactory(thread=proposal.thread)
    vote_helpful(person=alice, comment=comment, helpful=True)
    pressed = re.compile(rf'id="helpful-{comment.pk}"[^>]*aria-pressed="true"')
    for _each in range(2):
        assert pressed.search(seen(alice, proposal))
        assert not pressed.search(seen(neighbour, proposal))


def test_only_the_author_reads_why_a_comment_was_hidden(proposal, alice, bob, neighbour, seen):
    comment = CommentFactory(thread=proposal.thread, author=alice, text="Rude words.")
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="Not kind to others.")
    for _each in range(2):
        assert "Not kind to others." not in seen(neighbour, proposal)
        assert "Not kind to others." in seen(alice, proposal)


def test_who_has_just_written_sees_it_at_once_and_so_does_the_next(proposal, alice, neighbour, log_in, seen):
    client = log_in(alice)
    client.get(proposal.get_absolute_url())
    words = {"stance": "for", "text": "Please put it in the shade."}
    answer = client.post(reverse("comment_new", args=[proposal.thread_id]), words)
    assert client.cookies[ACTED]["max-age"] == 120
    assert words["text"] in client.get(answer.url, follow=True).content.decode()
    assert words["text"] in seen(neighbour, proposal)


def test_hidden_comment_leaves_with_the_copy(proposal, alice, neighbour, seen, grow_old):
    comment = CommentFactory(thread=proposal.thread, text="Rude words.")
    assert "Rude words." in seen(alice, proposal)
    Comment.objects.filter(pk=comment.pk).update(hidden_at=proposal.published_at)
    grow_old()
    assert "Rude words." not in seen(neighbour, proposal)


def test_words_that_are_taken_out_leave_at_once(proposal, alice, neighbour, seen):
    comment = CommentFactory(thread=proposal.thread, text="He lives in Mill Lane.")
    assert "Mill Lane" in seen(alice, proposal)
    Comment.objects.filter(pk=comment.pk).update(text="[...]")
    forget_copies()
    assert "Mill Lane" not in seen(neighbour, proposal)


def test_hidden_proposal_is_gone_at_once_for_residents(proposal, alice, neighbour, log_in, seen):
    seen(alice, proposal)
    Proposal.objects.filter(pk=proposal.pk).update(hidden_at=proposal.published_at)
    assert log_in(neighbour).get(proposal.get_absolute_url()).status_code == 404


def test_mark_of_a_place_that_a_person_writes_is_only_words(proposal, alice, neighbour, seen):
    text = "<!--comment 1-->Ha<!--/-->"
    CommentFactory(thread=proposal.thread, author=alice, text=text)
    for person in (neighbour, alice):
        assert "&lt;!--comment 1--&gt;Ha" in seen(person, proposal)


def test_one_process_site_makes_each_part_anew(proposal, alice, seen, settings, log_in):
    settings.VISITOR_SECONDS = 0
    seen(alice, list_of(proposal))
    Proposal.objects.filter(pk=proposal.pk).update(title="Something new")
    client = log_in(alice)
    assert "Something new" in client.get(list_of(proposal)).content.decode()
    client.post(f"/proposals/{proposal.pk}/support/")
    assert ACTED not in client.cookies
