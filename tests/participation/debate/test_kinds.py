"""What proposals and comments offer to search, privacy, moderation and a person's own page."""

import pytest

from participation.accounts.activity import panels_of
from participation.clock import database_now
from participation.kinds import registry
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db


def test_search_finds_public_words_alone(charlie):
    found = ProposalFactory(title="A herb garden", what="Mint and thyme")
    ProposalFactory(title="A herb spiral", hidden_at=database_now())
    ProposalFactory(title="A herb wall", process__published_at=None)
    assert list(registry.kind("proposal").search(charlie, "thyme HERB")) == [found]


def test_search_finds_processes(charlie):
    found = ProcessFactory(title="Ideas for herbs")
    ProcessFactory(title="Secret herbs", published_at=None)
    assert list(registry.kind("process").search(charlie, "herbs")) == [found]


def test_export_holds_what_a_person_wrote_and_supported_and_nothing_else(alice, charlie):
    written = ProposalFactory(author=alice, title="Hers")
    supported = SupportFactory(identity=alice.identity, proposal__title="Liked").proposal
    CommentFactory(thread=supported.thread, author=alice, text="Mine")
    CommentFactory(thread=supported.thread, author=charlie, text="His")
    rows = registry.kind("proposal").export(alice)
    assert rows[0]["proposal"]["title"] == written.title
    assert rows[1]["supported"] == "Liked"
    assert [row["text"] for row in registry.kind("comment").export(alice)] == ["Mine"]


def test_blocked_or_logged_out_person_cannot_report(charlie):
    from django.contrib.auth.models import AnonymousUser

    comment = CommentFactory(thread=ProposalFactory().thread)
    for kind, thing in (("comment", comment), ("proposal", ProposalFactory())):
        may_report = registry.kind(kind).may_report
        assert may_report(charlie, thing)
        assert not may_report(AnonymousUser(), thing)
    charlie.blocked_at = database_now()
    assert not registry.kind("comment").may_report(charlie, comment)


def test_own_page_lists_proposals_supports_and_comments(alice):
    ProposalFactory(author=alice, title="Hers")
    supported = SupportFactory(identity=alice.identity).proposal
    CommentFactory(thread=supported.thread, author=alice, text="Mine")
    panels = [panel for panel in panels_of(alice) if panel.rows]
    assert [panel.rows[0].title for panel in panels] == ["Hers", supported.title, "Mine"]
    assert panels[1].rows[0].note == "1 person supports this"


def test_kinds_hide_and_restore(client):
    proposal = ProposalFactory()
    kind = registry.kind("proposal")
    kind.hide(proposal)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert kind.live(proposal.pk) is None
    kind.restore(proposal)
    assert client.get(proposal.get_absolute_url()).status_code == 200


def test_live_numbers_count_visible_comments_in_one_query(django_assert_num_queries):
    proposal = ProposalFactory()
    CommentFactory(thread=proposal.thread)
    CommentFactory(thread=proposal.thread, hidden_at=database_now())
    SupportFactory.create_batch(2, proposal=proposal)
    with django_assert_num_queries(1):
        value, version = registry.kind("proposal").live(proposal.pk)
    assert value == {"supports": 2, "comments": 1}
    assert abs(version / 1_000_000 - database_now().timestamp()) < 5
