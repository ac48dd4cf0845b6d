"""The list of proposals and the page of one: what stands there, for whom, in how many queries."""

import pytest
from django.test import Client

from participation.clock import database_now
from participation.models import Decision
from participation.proposals.actions import change_status
from tests.factories.people import ward
from tests.factories.talk import (
    CommentFactory,
    ProcessFactory,
    ProposalFactory,
    SupportFactory,
    category,
    close_phases,
)
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory()


def titles(client, process, query=""):
    return [
        each.title for each in client.get(f"/processes/{process.slug}/proposals/?{query}").context["page"]
    ]


def test_list_filters_by_area_theme_status_and_words(client, process):
    ProposalFactory(process=process, title="Bench", area=ward("Northgate"))
    ProposalFactory(process=process, title="Trees", category=category("Climate"), status="accepted")
    ProposalFactory(process=process, title="Swings", what="For small children")
    assert titles(client, process, "area=northgate") == ["Bench"]
    assert titles(client, process, "category=climate") == ["Trees"]
    assert titles(client, process, "status=accepted") == ["Trees"]
    assert titles(client, process, "q=CHILDREN+small") == ["Swings"]
    assert titles(client, process, "q=children+trees") == []


def test_list_leaves_nonsense_in_the_address_aside(client, process):
    ProposalFactory(process=process)
    assert len(titles(client, process, "area=atlantis&sort=cheapest&page=-3&status=x")) == 1


def test_list_shows_most_supported_first_when_asked(client, process):
    few, many = ProposalFactory(process=process), ProposalFactory(process=process)
    newest = ProposalFactory(process=process)
    SupportFactory(proposal=few)
    SupportFactory.create_batch(3, proposal=many)
    assert titles(client, process, "sort=supported") == [many.title, few.title, newest.title]
    assert titles(client, process)[0] == newest.title


def test_mixed_order_is_the_same_all_day_and_loses_nobody(client, process):
    made = {ProposalFactory(process=process).title for _each in range(30)}
    pages = [titles(client, process, f"sort=mixed&page={number}") for number in (1, 2, 3)]
    assert [titles(client, process, f"sort=mixed&page={number}") for number in (1, 2, 3)] == pages
    assert {title for page in pages for title in page} == made
    assert pages[0] != titles(client, process)


def test_list_says_how_many_it_found(client, process):
    ProposalFactory.create_batch(2, process=process)
    page = client.get(f"/processes/{process.slug}/proposals/").content.decode()
    assert "<title>2 proposals" in page
    assert "Nothing fits" in client.get(f"/processes/{process.slug}/proposals/?q=zebra").content.decode()


def test_list_leaves_out_hidden_and_unpublished(client, process):
    ProposalFactory(process=process, hidden_at=database_now())
    ProposalFactory(process=process, published_at=None)
    assert titles(client, process) == []


def test_list_asks_the_same_for_1_and_30(client, log_in, alice, process):
    SupportFactory(proposal__process=process)
    resident, address = log_in(alice), f"/processes/{process.slug}/proposals/"
    client.get(address), resident.get(address)
    before = queries_of(client, address), queries_of(resident, address)
    for number in range(29):
        ProposalFactory(process=process, area=ward(f"Ward {number}"), category=category(f"Theme {number}"))
    after = queries_of(client, address), queries_of(resident, address)
    assert after == before
    assert after[0] <= 8
    assert after[1] <= 12


def test_proposal_page_asks_the_same_for_1_and_30_comments(client, log_in, alice):
    proposal = ProposalFactory()
    CommentFactory(thread=proposal.thread)
    CommentFactory(thread=proposal.thread, parent=proposal.thread.comments.get())
    resident, address = log_in(alice), proposal.get_absolute_url()
    client.get(address), resident.get(address)
    before = queries_of(client, address), queries_of(resident, address)
    for stance in ["for", "against", "neutral"] * 10:
        comment = CommentFactory(thread=proposal.thread, stance=stance)
        CommentFactory(thread=proposal.thread, parent=comment)
        SupportFactory(proposal=proposal)
    after = queries_of(client, address), queries_of(resident, address)
    assert after == before
    assert after[0] <= 8
    assert after[1] <= 12


def test_proposal_page_tells_its_story_and_escapes_it(client):
    proposal = ProposalFactory(
        title="<script>alert(1)</script>", what="- <b>one</b>\n- two", rough_cost=123_450
    )
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "<li>&lt;b&gt;one&lt;/b&gt;</li>" in page
    assert "£1,234.50" in page
    assert page.count("<h1") == 1
    assert f'data-live="proposal:{proposal.pk} supports"' in page


def test_old_address_leads_to_the_present_one(client):
    proposal = ProposalFactory(title="Benches")
    answer = client.get(f"/proposals/{proposal.pk}/old-words/")
    assert (answer.status_code, answer.url) == (301, f"/proposals/{proposal.pk}/benches/")


@pytest.mark.parametrize("title", ["Support", "???", "Ein Platz für Äpfel"])
def test_every_title_has_a_page(client, title):
    assert client.get(ProposalFactory(title=title).get_absolute_url()).status_code == 200


def test_hidden_proposal_is_for_its_author_and_facilitators(log_in, charlie, alice, bob, carol):
    proposal = ProposalFactory(author=charlie, hidden_at=database_now())
    Decision.objects.create(target=proposal, verdict="hide", reason="It names a neighbour.", decided_by=bob)
    address = proposal.get_absolute_url()
    assert Client().get(address).status_code == 404
    assert log_in(alice).get(address).status_code == 404
    assert log_in(carol).get(address).status_code == 404
    assert "It names a neighbour." in log_in(charlie).get(address).content.decode()
    assert log_in(bob).get(address).status_code == 200


def test_buttons_leave_the_page_with_the_phase(client, log_in, alice):
    proposal = ProposalFactory()
    assert "Log in to support this" in client.get(proposal.get_absolute_url()).content.decode()
    assert "Support this" in log_in(alice).get(proposal.get_absolute_url()).content.decode()
    close_phases(proposal.process)
    page = log_in(alice).get(proposal.get_absolute_url()).content.decode()
    assert "Support this" not in page
    assert "The discussion is closed now." in page


def test_unverified_person_is_shown_the_way(log_in, charlie):
    page = log_in(charlie).get(ProposalFactory().get_absolute_url()).content.decode()
    assert "Show that you live here" in page
    assert "support/withdraw" not in page


def test_status_stands_with_its_reason_and_is_logged(client, carol):
    from participation.models import AuditEvent

    proposal = ProposalFactory()
    change_status(actor=carol, proposal=proposal, status="declined", reason="The quay belongs to the port.")
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Declined" in page
    assert "The quay belongs to the port." in page
    facts = AuditEvent.objects.get().facts
    assert (facts["before"], facts["after"]) == ("published", "declined")
    assert "port" not in str(facts)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_others_cannot_change_the_status(request, who):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        change_status(
            actor=request.getfixturevalue(who), proposal=ProposalFactory(), status="done", reason="x"
        )


def test_status_needs_a_reason_and_a_known_word(carol):
    from django.core.exceptions import ValidationError

    for status, reason in (("declined", " "), ("unheard", "Because.")):
        with pytest.raises(ValidationError):
            change_status(actor=carol, proposal=ProposalFactory(), status=status, reason=reason)
