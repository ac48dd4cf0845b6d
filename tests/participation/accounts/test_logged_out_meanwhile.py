"""Whose log-in ran out while they wrote or pressed a button: nothing is lost, nothing leads nowhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from participation.clock import database_now
from participation.models import Comment, Debate, Notice
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory
from tests.participation.writers import writer_on

pytestmark = pytest.mark.django_db
LONG = "I wrote this for half an hour, on a telephone, in the rain."


def write_logged_out(client: Client, page: str, address: str, words: dict[str, str]):
    """Open a form, lose the log-in, send it."""
    writer = writer_on(client.get(page))
    client.logout()
    return client.post(address, words | {"writer": writer})


def test_comment_comes_back_with_its_side(log_in, alice, charlie):
    proposal, client = ProposalFactory(), log_in(alice)
    address = reverse("comment_new", args=[proposal.thread_id])
    answer = write_logged_out(
        client, proposal.get_absolute_url(), address, {"text": LONG, "stance": "against"}
    )
    assert answer.url == f"{reverse('account_login')}?next={address}"
    client.force_login(alice)
    page = client.get(address)
    assert "Your words are still here" in page.content.decode()
    assert page.context["form"]["text"].value() == LONG
    assert page.context["form"]["stance"].value() == "against"
    client.post(address, {"text": LONG, "stance": "against"})
    assert Comment.objects.get().text == LONG
    assert "still here" not in client.get(address).content.decode()


def test_nobody_else_who_logs_in_there_sees_the_comment(log_in, alice, charlie):
    proposal, client = ProposalFactory(), log_in(alice)
    address = reverse("comment_new", args=[proposal.thread_id])
    write_logged_out(client, proposal.get_absolute_url(), address, {"text": LONG, "stance": "for"})
    client.force_login(charlie)
    assert LONG not in client.get(address).content.decode()


def test_reply_comes_back_under_what_it_answers(log_in, alice):
    comment, client = CommentFactory(thread=ProposalFactory().thread), log_in(alice)
    address = f"{reverse('comment_new', args=[comment.thread_id])}?parent={comment.pk}"
    answer = write_logged_out(client, address, address, {"text": LONG, "parent": str(comment.pk)})
    client.force_login(alice)
    page = client.get(re.sub(r"^.*next=", "", answer.url).replace("%3F", "?").replace("%3D", "="))
    assert page.context["parent"] == comment
    assert page.context["form"]["text"].value() == LONG


def test_change_of_a_comment_comes_back(log_in, alice):
    comment = CommentFactory(
        thread=ProposalFactory().thread, author=alice, written_at=database_now() - timedelta(minutes=5)
    )
    address, client = reverse("comment_edit", args=[comment.pk]), log_in(alice)
    write_logged_out(client, address, address, {"text": LONG})
    client.force_login(alice)
    assert client.get(address).context["form"]["text"].value() == LONG
    comment.refresh_from_db()
    assert comment.text != LONG


def test_debate_comes_back(log_in, alice):
    process, client = ProcessFactory(open=("debate",)), log_in(alice)
    address = reverse("debate_new", args=[process.slug])
    write_logged_out(client, address, address, {"title": "Should it move?", "words": LONG})
    client.force_login(alice)
    assert client.get(address).context["form"]["words"].value() == LONG
    assert not Debate.objects.exists()


def test_change_of_a_proposal_comes_back(log_in, alice):
    proposal = ProposalFactory(author=alice)
    address, client = reverse("proposal_change", args=[proposal.pk]), log_in(alice)
    form = client.get(address).context["form"]
    words = {name: str(form[name].value() or "") for name in form.fields} | {
        "why": LONG,
        "rough_cost": "12,500",
    }
    write_logged_out(client, address, address, words)
    client.force_login(alice)
    page = client.get(address)
    assert LONG in page.content.decode()
    assert "12,500" in page.content.decode()
    assert proposal.versions.count() <= 1


@pytest.mark.parametrize("name", ["follow", "unfollow"])
def test_button_to_follow_leads_back_to_its_page(client, name):
    proposal = ProposalFactory()
    here = f"http://testserver{proposal.get_absolute_url()}?sort=newest#discussion"
    answer = client.post(reverse(name, args=["proposal", proposal.pk]), headers={"Referer": here})
    assert answer.url.endswith(f"?next={proposal.get_absolute_url()}%3Fsort%3Dnewest")


@pytest.mark.parametrize(
    "page", ["", "https://elsewhere.example/me/data/", "javascript:alert(1)", "//elsewhere.example/"]
)
def test_button_without_a_page_of_ours_leads_to_the_own_page(client, page):
    answer = client.post(reverse("notices_read"), headers={"Referer": page})
    assert answer.url.endswith(f"?next={reverse('my_page')}")


def test_file_for_a_draft_leads_back_to_its_step(client):
    answer = client.post("/drafts/1/pictures/add/")
    assert answer.url.endswith("?next=/drafts/1/pictures/")


def test_address_of_a_button_says_so(client, alice, log_in):
    address = reverse("follow", args=["proposal", ProposalFactory().pk])
    answer = log_in(alice).get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address belongs to a button" in answer.content.decode()
    assert not Notice.objects.exists()
