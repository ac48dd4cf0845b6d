"""Writing a proposal step by step without JavaScript: what is typed is kept, whatever happens."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from participation.clock import database_now
from participation.models import Notice, Proposal, ProposalDraft
from tests.factories.people import ward
from tests.factories.talk import ProcessFactory, ProposalFactory, category, close_phases
from tests.participation.writers import writer_on

pytestmark = pytest.mark.django_db
ORDER = ("what", "why", "where", "who", "cost", "pictures", "documents", "check")


@pytest.fixture
def process():
    return ProcessFactory()


@pytest.fixture
def address(process):
    return f"/processes/{process.slug}/propose/"


def words(**changes):
    return {
        "title": "A bench by the water",
        "what": "Put two benches on the quay.",
        "why": "People who wait have nowhere to sit.",
        "area": str(ward("Harbour ward").pk),
        "place": "The quay",
        "who_for": "",
        "category": str(category().pk),
        "rough_cost": "£2,500",
    } | changes


@pytest.fixture
def draft(alice, process):
    return ProposalDraft.objects.create(author=alice, process=process, words=words())


def test_resident_writes_a_proposal_step_by_step(log_in, alice, address):
    client, typed = log_in(alice), words()
    page = client.get(address).content.decode()
    assert (page.count("<h1"), "Step 1 of 8" in page) == (1, True)
    assert not ProposalDraft.objects.exists()
    answer = client.post(address, {"title": typed["title"], "what": typed["what"], "next": "yes"})
    draft = ProposalDraft.objects.get()
    for step in ORDER[1:-1]:
        assert answer.url == f"/drafts/{draft.pk}/{step}/"
        page = client.get(answer.url).content.decode()
        assert page.count("<h1") == 1
        sent = {name: text for name, text in typed.items() if f'name="{name}"' in page}
        answer = client.post(answer.url, sent | {"next": "yes"})
    whole = client.get(answer.url).content.decode()
    assert "People who wait have nowhere to sit." in whole
    assert "Harbour ward" in whole
    assert not Proposal.objects.exists()
    answer = client.post(f"/drafts/{draft.pk}/publish/", follow=True)
    proposal = Proposal.objects.get()
    assert answer.request["PATH_INFO"] == proposal.get_absolute_url()
    assert (proposal.author, proposal.rough_cost, proposal.place) == (alice, 250_000, "The quay")
    assert not ProposalDraft.objects.exists()


def test_step_with_a_mistake_names_the_field_and_keeps_the_rest(log_in, alice, address):
    answer = log_in(alice).post(address, {"next": "yes", "title": "", "what": "Two benches."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Write something here.") == 2  # in the summary and at the field, for the title alone
    assert ProposalDraft.objects.get().words["what"] == "Two benches."


def test_wrong_words_are_kept_as_typed_and_named_at_the_end(log_in, alice, draft):
    client = log_in(alice)
    assert client.post(f"/drafts/{draft.pk}/cost/", {"rough_cost": "12,50", "next": "y"}).status_code == 422
    assert client.post(f"/drafts/{draft.pk}/cost/", {"rough_cost": "12,50", "back": "y"}).status_code == 302
    assert 'value="12,50"' in client.get(f"/drafts/{draft.pk}/cost/").content.decode()
    page = client.get(f"/drafts/{draft.pk}/check/").content.decode()
    assert "Write the amount in numbers" in page
    assert "Publish my proposal" not in page
    assert client.post(f"/drafts/{draft.pk}/publish/").status_code == 422
    assert not Proposal.objects.exists()


def test_draft_is_found_again_and_is_nobody_elses(log_in, alice, charlie, draft, address):
    client, stranger = log_in(alice), log_in(charlie)
    assert "A bench by the water" in client.get("/me/").content.decode()
    assert "A bench by the water" in client.get(address).content.decode()
    assert client.post(f"/drafts/{draft.pk}/why/", {"why": "New", "later": "yes"}).url == "/me/"
    for page in ("what", "check", "publish", "remove", "save"):
        assert stranger.post(f"/drafts/{draft.pk}/{page}/", {"why": "Mine"}).status_code == 404
    assert client.post(f"/drafts/{draft.pk}/remove/").status_code == 302
    assert not ProposalDraft.objects.exists()


def test_words_survive_a_log_in_that_ran_out(log_in, alice, charlie, draft):
    client, step = log_in(alice), f"/drafts/{draft.pk}/why/"
    token = writer_on(client.get(step))
    client.logout()
    answer = client.post(step, {"why": "Written for an hour.", "writer": token, "next": "yes"})
    assert "login" in answer.url
    client.force_login(charlie)
    assert "Written for an hour." not in client.get(step, follow=True).content.decode()
    client = Client()
    client.post(step, {"why": "Written for an hour.", "writer": token, "next": "yes"})
    client.force_login(alice)
    page = client.get(step).content.decode()
    assert "Written for an hour." in page
    assert "Your words are still here" in page
    client.post(step, {"why": "Written for an hour.", "next": "yes"})
    assert ProposalDraft.objects.get().words["why"] == "Written for an hour."
    assert "still here" not in client.get(step).content.decode()


def test_forged_writer_is_only_asked_to_log_in(client, address):
    answer = client.post(address, {"title": "x", "writer": "1:forged"})
    assert "login" in answer.url
    assert "held_words" not in client.session


def test_newest_window_wins_and_the_other_words_stay_readable(log_in, alice, draft):
    client, step = log_in(alice), f"/drafts/{draft.pk}/why/"
    old = client.get(step).context["draft"].revision
    client.post(step, {"why": "From the first window.", "revision": old, "next": "yes"})
    answer = client.post(step, {"why": "From the second.", "revision": old, "next": "yes"}, follow=True)
    assert "changed in another window" in answer.content.decode()
    page = client.get(step).content.decode()
    assert "From the second." in page
    assert "From the first window." in page
    other = client.post(
        f"/drafts/{draft.pk}/cost/", {"rough_cost": "5", "revision": old, "next": "y"}, follow=True
    )
    assert "changed in another window" in other.content.decode()  # it held another cost, which it did not see


def test_autosave_begins_a_draft_and_keeps_it(log_in, alice, charlie, process):
    client = log_in(alice)
    answer = client.post(f"/processes/{process.slug}/propose/save/", {"title": "A be", "step": "what"})
    facts = answer.json()
    draft = ProposalDraft.objects.get()
    assert facts["address"] == f"/drafts/{draft.pk}/what/"
    answer = client.post(facts["save"], {"title": "A bench", "revision": facts["revision"], "step": "what"})
    assert (answer.json()["lost"], answer.json()["revision"]) == (False, 2)
    draft.refresh_from_db()
    assert draft.words == {"title": "A bench"}
    assert Client().post(facts["save"], {"title": "x"}).status_code == 401
    close_phases(process)
    begun = log_in(charlie).post(f"/processes/{process.slug}/propose/save/", {"title": "x"})
    assert begun.status_code == 403


def test_similar_ones_are_shown_while_typing_and_on_the_next_step(log_in, alice, process, draft, client):
    near = ProposalFactory(process=process, title="Benches on the quay")
    found = client.get(f"/processes/{process.slug}/similar/?title=a+bench").content.decode()
    assert near.get_absolute_url() in found
    assert "instead" in found
    assert client.get(f"/processes/{process.slug}/similar/?title=").content.decode().strip() == ""
    assert near.get_absolute_url() in log_in(alice).get(f"/drafts/{draft.pk}/why/").content.decode()


def test_outsider_may_propose_but_a_visitor_logs_in_first(log_in, charlie, client, address):
    assert log_in(charlie).post(address, {"title": "x", "what": "y", "next": "yes"}).status_code == 302
    assert ProposalDraft.objects.get().author == charlie
    assert "login" in client.get(address).url


def test_blocked_person_may_not_propose(log_in, charlie, address):
    client = log_in(charlie)
    type(charlie).objects.filter(pk=charlie.pk).update(blocked_at=database_now())
    client.post(address, words())
    assert not ProposalDraft.objects.exists()


def test_closed_phase_refuses_and_gives_the_words_back(log_in, alice, process, draft, address):
    close_phases(process)
    answer = log_in(alice).post(f"/drafts/{draft.pk}/publish/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "not taking proposals now" in page
    assert "Put two benches on the quay." in page
    assert log_in(alice).post(address, words()).status_code == 403
    assert not Proposal.objects.exists()
    assert ProposalDraft.objects.exists()


def test_old_draft_is_announced_then_removed(alice, draft):
    fresh = ProposalDraft.objects.create(author=alice, process=draft.process)
    old = ProposalDraft.objects.filter(pk=draft.pk)
    old.update(changed_at=database_now() - timedelta(days=100))
    for _tick in range(2):
        call_command("tick", verbosity=0)
    assert Notice.objects.filter(person=alice, event="draft-goes").count() == 1
    assert old.exists()
    old.update(warned_at=database_now() - timedelta(days=14))
    call_command("tick", verbosity=0)
    assert list(ProposalDraft.objects.all()) == [fresh]
