"""Whoever does something too often is told what, and how long to wait; what they typed stays."""

import pytest
from django.test import Client

from participation.limits import table
from participation.models import (
    ActCount,
    Comment,
    Debate,
    HelpfulVote,
    Mention,
    Proposal,
    ProposalDraft,
    Report,
)
from participation.votes.tallies import FEWEST_FOR_LINES
from tests.factories.people import UserFactory
from tests.factories.polls import PollFactory, counted, ranked, things, vote
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory
from tests.participation.limits.pace import period_passes, person, registered_now, used_up
from tests.participation.proposals.test_files import PDF, SimpleUploadedFile, add
from tests.participation.proposals.test_writing import words

pytestmark = pytest.mark.django_db
WORDS = "The lamps at the ferry are broken."


def assert_kind_refusal(answer, limit, *typed: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= limit.period.total_seconds()
    assert limit.words() in page
    assert "Try again in" in page
    assert page.count("<h1") == 1
    assert [text for text in typed if text not in page] == []


@pytest.fixture
def proposal(alice):
    return ProposalFactory(author=alice)


@pytest.fixture
def draft(alice):
    return ProposalDraft.objects.create(author=alice, process=ProcessFactory(), words=words())


def test_comment_stays_in_its_form_and_is_taken_later(alice, log_in, proposal):
    used_up(table.COMMENTS, person(alice))
    client, address = log_in(alice), f"/threads/{proposal.thread_id}/comments/"
    sent = {"stance": "against", "text": WORDS}

    refused = client.post(address, sent)
    assert_kind_refusal(refused, table.COMMENTS, WORDS, "What you typed is still here.")
    assert refused.context["form"]["text"].value() == WORDS
    assert refused.context["form"]["stance"].value() == "against"
    assert not Comment.objects.exists()

    period_passes(table.COMMENTS)
    assert client.post(address, sent).status_code == 302
    assert Comment.objects.get().text == WORDS


def test_refusal_of_one_person_says_nothing_to_the_next(alice, charlie, log_in, proposal):
    used_up(table.COMMENTS, person(alice))
    address = f"/threads/{proposal.thread_id}/comments/"
    assert log_in(alice).post(address, {"stance": "for", "text": WORDS}).status_code == 429

    page = log_in(charlie).get(address)

    assert page.status_code == 200
    assert "Retry-After" not in page


def test_changes_of_comments(alice, log_in, proposal):
    own = CommentFactory(thread=proposal.thread, author=alice)
    used_up(table.EDITS, person(alice))

    refused = log_in(alice).post(f"/comments/{own.pk}/edit/", {"text": WORDS})

    assert_kind_refusal(refused, table.EDITS, WORDS)
    own.refresh_from_db()
    assert own.text == "This would help my mother."


def test_names_in_comments_count_each(alice, log_in, proposal):
    for name in ("Rosa", "Theo"):
        CommentFactory(thread=proposal.thread, author=UserFactory(display_name=name))
    used_up(table.MENTIONS, person(alice), left=1)
    client, address = log_in(alice), f"/threads/{proposal.thread_id}/comments/"

    refused = client.post(address, {"stance": "for", "text": "Ask @Rosa and @Theo."})
    assert_kind_refusal(refused, table.MENTIONS, "Ask @Rosa and @Theo.")
    assert not Mention.objects.exists()

    assert client.post(address, {"stance": "for", "text": "Ask @Rosa."}).status_code == 302


@pytest.mark.parametrize("htmx", [True, False])
def test_votes_on_what_is_helpful(alice, log_in, proposal, htmx):
    comment = CommentFactory(thread=proposal.thread)
    used_up(table.HELPFUL, person(alice))
    headers = {"hx-request": "true"} if htmx else {}

    refused = log_in(alice).post(f"/comments/{comment.pk}/helpful/", {"helpful": "yes"}, headers=headers)

    assert refused.status_code == 429
    assert table.HELPFUL.words() in refused.content.decode()
    assert ("<html" in refused.content.decode()) is not htmx
    # The words come into the page beside the buttons, which stay.
    assert refused.get("HX-Reswap") == ("beforeend" if htmx else None)
    assert not HelpfulVote.objects.exists()


def test_reports(alice, log_in, proposal):
    comment = CommentFactory(thread=proposal.thread)
    used_up(table.REPORTS, person(alice))

    refused = log_in(alice).post(f"/report/comment/{comment.pk}/", {"reason": "spam", "note": WORDS})

    assert_kind_refusal(refused, table.REPORTS, WORDS)
    assert not Report.objects.exists()


def test_debates(alice, log_in):
    process = ProcessFactory(open=("debate",))
    used_up(table.DEBATES, person(alice))

    refused = log_in(alice).post(
        f"/processes/{process.slug}/debates/new/", {"title": "Lamps?", "words": WORDS}
    )

    assert_kind_refusal(refused, table.DEBATES, WORDS, "Lamps?")
    assert not Debate.objects.exists()


def test_proposals_leave_the_draft(alice, log_in, draft):
    used_up(table.PROPOSALS, person(alice))

    refused = log_in(alice).post(f"/drafts/{draft.pk}/publish/")

    assert_kind_refusal(refused, table.PROPOSALS, "A bench by the water", "Put two benches on the quay.")
    assert ProposalDraft.objects.filter(pk=draft.pk).exists()
    assert not Proposal.objects.exists()


def test_changes_of_proposals(alice, log_in, proposal):
    used_up(table.CHANGES, person(alice))
    sent = words(area=proposal.area_id, category=proposal.category_id, title="Lamps", what=WORDS, base="1")

    refused = log_in(alice).post(f"/proposals/{proposal.pk}/change/", sent)

    assert_kind_refusal(refused, table.CHANGES, WORDS)


def test_new_drafts(alice, log_in):
    process = ProcessFactory()
    used_up(table.DRAFTS, person(alice))
    client, sent = log_in(alice), {"title": "Lamps", "what": WORDS, "step": "what"}

    assert_kind_refusal(client.post(f"/processes/{process.slug}/propose/", sent), table.DRAFTS, WORDS)

    # Saved while it is typed: the script shows the words of the answer.
    quiet = client.post(f"/processes/{process.slug}/propose/save/", sent)
    assert (quiet.status_code, quiet.json()["saved"]) == (429, False)
    assert table.DRAFTS.words() in quiet.json()["words"]
    assert int(quiet["Retry-After"]) > 0
    assert not ProposalDraft.objects.exists()


def test_savings_of_a_draft(alice, log_in, draft):
    used_up(table.SAVES, person(alice))
    client = log_in(alice)

    quiet = client.post(f"/drafts/{draft.pk}/save/", {"why": WORDS}, headers={"Accept": "application/json"})
    assert (quiet.status_code, quiet.json()["saved"]) == (429, False)
    assert table.SAVES.words() in quiet.json()["words"]

    whole = client.post(f"/drafts/{draft.pk}/why/", {"why": WORDS, "next": "yes"})
    assert_kind_refusal(whole, table.SAVES, WORDS, "Copy your words")


def test_pictures_and_documents(alice, log_in, draft):
    used_up(table.FILES, person(alice))

    file = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    refused = add(log_in(alice), draft, file, words=WORDS, step="documents")

    assert_kind_refusal(refused, table.FILES, WORDS)
    assert not draft.attachments.exists()


def test_invitations_count_also_where_nobody_has_the_address(alice, log_in, proposal):
    used_up(table.INVITATIONS, person(alice), left=1)
    client, address = log_in(alice), f"/proposals/{proposal.pk}/authors/"

    assert client.post(address, {"ask": "yes", "whom": "nobody@example.org"}).status_code == 302
    refused = client.post(address, {"ask": "yes", "whom": "charlie@example.org"})

    assert_kind_refusal(refused, table.INVITATIONS, "charlie@example.org")


def test_statements_and_answers_in_polls(alice, log_in):
    poll = PollFactory(kind="statements", options=("Lamps first.",), takes_statements=True)
    used_up(table.STATEMENTS, person(alice))
    used_up(table.ANSWERS, person(alice))
    client = log_in(alice)

    assert_kind_refusal(
        client.post(f"/polls/{poll.pk}/statements/", {"text": WORDS}), table.STATEMENTS, WORDS
    )
    answered = client.post(f"/polls/{poll.pk}/statements/{things(poll)[0].pk}/", {"answer": "agree"})
    assert_kind_refusal(answered, table.ANSWERS)
    assert not poll.votes.exists()


def test_vote_in_a_poll_keeps_what_was_chosen(alice, log_in):
    poll = PollFactory()
    used_up(table.ANSWERS, person(alice))
    chosen = str(things(poll)[0].pk)

    refused = log_in(alice).post(f"/polls/{poll.pk}/vote/", {"option": chosen})

    assert_kind_refusal(refused, table.ANSWERS)
    assert str(refused.context["form"]["option"].value()) == chosen
    assert not poll.votes.exists()


def test_following(alice, log_in, proposal):
    used_up(table.FOLLOWS, person(alice))

    assert_kind_refusal(log_in(alice).post(f"/follow/proposal/{proposal.pk}/"), table.FOLLOWS)
    assert not alice.follows.exists()


def test_names(alice, log_in):
    used_up(table.NAMES, person(alice))

    refused = log_in(alice).post("/me/name/", {"display_name": "Alice of the ferry"})

    assert_kind_refusal(refused, table.NAMES, "Alice of the ferry")


def test_supports_are_not_counted_for_they_are_one_each(alice, log_in):
    proposal = ProposalFactory()

    assert log_in(alice).post(f"/proposals/{proposal.pk}/support/").status_code == 302
    assert proposal.supports.count() == 1
    assert not ActCount.objects.exists()


@pytest.mark.parametrize("address", ["/search/?q=lamps", "/processes/{slug}/similar/?title=lamps"])
def test_searches_of_visitors_are_counted_by_connection(address):
    address = address.format(slug=ProcessFactory().slug)
    used_up(table.SEARCHES, "network:127.0.0.1")

    refused = Client().get(address)
    assert refused.status_code == 429
    assert table.SEARCHES.words() in refused.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.9").get(address).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forged", "status"),
    [
        (0, "203.0.113.9", 429),
        (1, "203.0.113.9, 198.51.100.7", 429),
        (1, "198.51.100.7, 203.0.113.9", 200),
    ],
)
def test_forged_proxy_header_changes_nothing(settings, proxies, forged, status):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    used_up(table.SEARCHES, "network:198.51.100.7")

    answer = Client(REMOTE_ADDR="198.51.100.7").get("/search/?q=lamps", headers={"x-forwarded-for": forged})

    assert answer.status_code == status


def test_one_household_cannot_pass_as_many_by_its_long_addresses():
    used_up(table.SEARCHES, "network:2001:db8:1:2::")

    assert Client(REMOTE_ADDR="2001:db8:1:2:aaaa::9").get("/search/?q=lamps").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:1:3::9").get("/search/?q=lamps").status_code == 200


def test_downloads_of_a_counted_poll(alice):
    poll = ranked(closed=True)
    for _each in range(FEWEST_FOR_LINES):
        vote(poll, 2, 1)
    address = f"/polls/{counted(poll).pk}/lines.csv"
    used_up(table.DOWNLOADS, "network:127.0.0.1")

    assert Client().get(address).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").get(address).status_code == 200


def test_new_account_has_less_until_it_is_verified_or_a_day_old(charlie, alice, log_in, proposal):
    address, sent = f"/threads/{proposal.thread_id}/comments/", {"stance": "for", "text": WORDS}
    registered_now(charlie)
    used_up(table.COMMENTS, person(charlie), newcomer=True)
    page = log_in(charlie).post(address, sent).content.decode()
    assert table.COMMENTS.words(newcomer=True) in page
    assert "On its first day" in page

    registered_now(charlie, hours=25)
    assert log_in(charlie).post(address, sent).status_code == 302

    registered_now(alice)
    used_up(table.COMMENTS, person(alice), newcomer=True)
    assert log_in(alice).post(address, sent).status_code == 302


def test_house_rules_name_every_limit(client):
    page = client.get("/house-rules/").content.decode()

    assert page.count("<h1") == 1
    for limit in table.OF_ONE_PERSON:
        assert limit.words() in page
        assert limit.words(newcomer=True) in page
    for limit in table.OF_ONE_CONNECTION:
        assert limit.words() in page
