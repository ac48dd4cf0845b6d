"""Pictures and documents after publication: each change is a version, and files go when unused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from participation.models import Notice, Proposal, ProposalVersion
from participation.notices.actions import follow
from participation.proposals.actions import publish_proposal, redact_proposal
from participation.proposals.actions.filing import add_file, describe_file, drop_file
from tests.factories.people import ward
from tests.factories.rounds import RoundFactory
from tests.factories.talk import ProcessFactory, ProposalFactory, category, close_phases
from tests.participation.proposals.test_files import files_below, pdf, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(alice):
    return ProposalFactory(process=ProcessFactory(), author=alice, title="A bench")


@pytest.fixture
def address(proposal):
    return f"/proposals/{proposal.pk}/files/"


@pytest.fixture
def mine(log_in, alice):
    return log_in(alice)


def small():
    return photo(size=(30, 20))


def add(client, address, file, words="A wall", kind="picture"):
    return client.post(address, {"kind": kind, "file": file, "words": words})


def test_author_adds_files_and_everyone_sees_the_difference(log_in, alice, client, proposal, address):
    mine = log_in(alice)
    assert add(mine, address, small(), "The empty quay").status_code == 302
    assert add(mine, address, pdf(), "The plan", "document").status_code == 302
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert 'alt="The empty quay"' in page
    assert "The plan" in page
    history = client.get(f"/proposals/{proposal.pk}/versions/").content.decode()
    assert "Version 3" in history
    assert "The empty quay" in history
    newest = ProposalVersion.objects.get(number=3)
    assert (newest.pictures, newest.documents, newest.material) == ("The empty quay", "The plan", [])


def test_other_words_and_removal_are_versions_and_the_file_goes(
    mine, proposal, address, settings, django_capture_on_commit_callbacks
):
    add(mine, address, small(), "A wall")
    add(mine, address, small(), "A gate")
    first, second = proposal.attachments.all()
    assert mine.post(f"{address}{first.pk}/", {"words": " "}).status_code == 422
    mine.post(f"{address}{first.pk}/", {"words": "A wall with moss"})
    proposal.refresh_from_db()
    assert proposal.picture_alt == "A wall with moss"
    assert files_below(settings.MEDIA_ROOT) == 4
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(f"{address}{first.pk}/", {"remove": "yes"})
    proposal.refresh_from_db()
    assert (proposal.picture.name, proposal.picture_alt) == (second.picture.name, "A gate")
    assert files_below(settings.MEDIA_ROOT) == 2
    kept = ProposalVersion.objects.order_by("number").values_list("pictures", flat=True)
    assert list(kept) == ["", "A wall", "A wall\nA gate", "A wall with moss\nA gate", "A gate"]


def test_file_that_a_project_shows_stays(alice, proposal, settings, django_capture_on_commit_callbacks):
    row = add_file(author=alice, proposal=proposal, kind="picture", file=small(), words="A wall")
    project = RoundFactory().projects.first()
    project.picture, project.picture_small = row.picture.name, row.picture_small.name
    project.save()
    with django_capture_on_commit_callbacks(execute=True):
        drop_file(author=alice, proposal=proposal, attachment=row.pk)
    assert files_below(settings.MEDIA_ROOT) == 2


def test_picture_of_the_first_publication_is_changed_as_any_other(alice):
    words = {"title": "A bench", "what": "Two benches.", "why": "To sit.", "picture_alt": "A wall"}
    place = {"area": ward("Harbour ward"), "category": category()}
    process = ProcessFactory()
    proposal = publish_proposal(author=alice, process=process, picture=small(), **words, **place)
    row = proposal.attachments.get()
    describe_file(author=alice, proposal=proposal, attachment=row.pk, words="A low wall")
    assert Proposal.objects.get().picture_alt == "A low wall"


def test_a_mistake_keeps_the_words_and_names_the_rule(log_in, alice, address, proposal):
    mine = log_in(alice)
    for file, words, kind, said in (
        (pdf(), "A wall", "picture", "Choose a JPEG, PNG or WebP picture."),
        (small(), "", "picture", "Say in a few words what the picture shows."),
        (pdf(b"MZ"), "The plan", "document", "Choose a PDF document."),
        ("", "The plan", "document", "Choose a file first."),
    ):
        answer = add(mine, address, file, words, kind)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert f'value="{words}"' in page
    assert not proposal.attachments.exists()


def test_outsider_and_late_author_change_no_files(log_in, alice, charlie, address, proposal):
    row = add_file(author=alice, proposal=proposal, kind="picture", file=small(), words="A wall")
    for person in (log_in(charlie), Client()):
        assert add(person, address, small()).status_code in (302, 403)
        person.post(f"{address}{row.pk}/", {"remove": "yes"})
    assert proposal.attachments.count() == 1
    close_phases(proposal.process)
    assert add(log_in(alice), address, small()).status_code == 403
    assert log_in(alice).post(f"{address}{row.pk}/", {"remove": "yes"}).status_code == 403
    assert proposal.attachments.count() == 1


def test_files_stand_still_on_a_ballot(alice, proposal):
    row = add_file(author=alice, proposal=proposal, kind="picture", file=small(), words="A wall")
    Proposal.objects.update(frozen_at=timezone.now())
    for act in (
        lambda: add_file(author=alice, proposal=proposal, kind="document", file=pdf(), words=""),
        lambda: describe_file(author=alice, proposal=proposal, attachment=row.pk, words="x"),
        lambda: drop_file(author=alice, proposal=proposal, attachment=row.pk),
    ):
        with pytest.raises(PermissionDenied, match="ballot"):
            act()
    row.refresh_from_db()
    assert row.words == "A wall"


def test_followers_hear_and_redaction_reaches_the_words_of_files(alice, bob, charlie, proposal):
    follow(user=charlie, thing=proposal)
    row = add_file(author=alice, proposal=proposal, kind="picture", file=small(), words="At 5 Mill Lane")
    assert Notice.objects.filter(person=charlie, event="proposal-changed").exists()
    redact_proposal(actor=bob, proposal=proposal, phrase="5 Mill Lane")
    row.refresh_from_db()
    proposal.refresh_from_db()
    words = [row.words, proposal.picture_alt, *ProposalVersion.objects.values_list("pictures", flat=True)]
    assert not [text for text in words if "Mill Lane" in text]
