"""A person fetches all that the site knows about them, and nobody else can."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.accounts.privacy.exporting import ask_export, fill_export
from participation.accounts.privacy.keeping import EXPORT_GIVEN_UP, EXPORT_KEPT
from participation.accounts.privacy.packing import INDEX, parts_of
from participation.accounts.tasks import make_export
from participation.clock import database_now
from participation.models import (
    Attachment,
    DataExport,
    MailChoice,
    Notice,
    ProposalDraft,
)
from participation.notices.actions import follow
from tests.factories.campaigns import CampaignFactory, pledged
from tests.factories.people import UserFactory
from tests.factories.polls import PollFactory, vote
from tests.factories.talk import CommentFactory, ProcessFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_alice(alice):
    """Alice did most things that one can do here."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    proposal = ProposalFactory(author=alice, title="A clock", picture=ContentFile(b"picture", "clock.webp"))
    SupportFactory(identity=alice.identity, proposal__title="A bench that she likes")
    CommentFactory(author=alice, text="I wait there each day.")
    vote(PollFactory(question="Bridge or ferry?"), 1, voter=alice.identity)
    draft = ProposalDraft.objects.create(
        author=alice, process=ProcessFactory(), words={"title": "Unfinished"}
    )
    Attachment.objects.create(draft=draft, document=ContentFile(b"%PDF-", "plan.pdf"), words="The plan")
    follow(user=alice, thing=proposal)
    MailChoice.objects.create(person=alice, how_often="weekly")
    pledged(CampaignFactory(title="A boat"), 2_000, alice.identity)
    return alice


def made(person) -> zipfile.ZipFile:
    export = ask_export(user=person)
    make_export.func(export.pk)
    export.refresh_from_db()
    with export.file.open() as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_copy_holds_what_the_person_did_and_a_readable_list(busy_alice):
    zipped = made(busy_alice)
    everything = {name: json.loads(zipped.read(name)) for name in zipped.namelist() if name.endswith(".json")}
    assert everything["account.json"][0]["email"] == "alice@example.org"
    assert everything["identity.json"][0]["part_of_town"] == "Harbour ward"
    assert everything["proposal.json"][0]["proposal"]["title"] == "A clock"
    assert everything["comment.json"][0]["text"] == "I wait there each day."
    assert everything["poll.json"][0]["poll"] == "Bridge or ferry?"
    assert everything["campaign.json"][0]["campaign__title"] == "A boat"
    assert everything["follows.json"][0]["follows"] == "A clock"
    assert everything["mail-choices.json"] == [{"group": "", "how_often": "weekly"}]
    assert "proposal.json: Proposals (3)" in zipped.read(INDEX).decode()
    files = [zipped.read(name) for name in zipped.namelist() if name.startswith("files/")]
    assert sorted(files) == [b"%PDF-", b"picture"]


def test_copy_holds_nothing_of_others(alice, charlie):
    ProposalFactory(author=charlie, title="His alone")
    SupportFactory(proposal__title="Liked by somebody else")
    zipped = made(alice)
    text = "".join(zipped.read(name).decode() for name in zipped.namelist())
    assert "His alone" not in text
    assert "somebody else" not in text
    assert charlie.email not in text


def test_owner_is_told_by_notice_and_mail_without_a_way_around_the_log_in(alice, client):
    make_export.func(ask_export(user=alice).pk)
    assert Notice.objects.get(person=alice).event == "export-ready"
    (sent,) = mail.outbox
    assert sent.to == [alice.email]
    assert reverse("my_data") in sent.body
    answer = client.get(reverse("my_data"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_owner_alone_fetches_the_copy(alice, charlie, log_in, client):
    make_export.func(ask_export(user=alice).pk)
    answer = log_in(alice).get(reverse("my_data_file"))
    copy = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert zipfile.is_zipfile(io.BytesIO(copy))
    assert "no-store" in answer["Cache-Control"]
    assert log_in(charlie).get(reverse("my_data_file")).status_code == 404
    assert client.get(reverse("my_data_file")).status_code == 302
    export = DataExport.objects.get()
    assert client.get(f"/media/{export.file.name}").status_code == 404
    with pytest.raises(ValueError, match="page of ours"):
        _ = export.file.url


def test_looking_asks_for_nothing_and_asking_twice_makes_one(alice, log_in):
    client = log_in(alice)
    client.get(reverse("my_data"))
    assert not DataExport.objects.exists()
    for _time in range(2):
        client.post(reverse("my_data"), {"ask": "yes"})
    assert "We are making your copy" in client.get(reverse("my_data")).content.decode()
    assert DataExport.objects.get().person == alice
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.create(person=alice)


def test_blocked_person_asks_for_nothing(charlie):
    charlie.blocked_at = database_now()
    with pytest.raises(PermissionDenied):
        ask_export(user=charlie)


def test_copy_goes_when_its_owner_says_so_and_after_a_week(
    alice, log_in, settings, django_capture_on_commit_callbacks
):
    make_export.func(ask_export(user=alice).pk)
    with django_capture_on_commit_callbacks(execute=True):
        log_in(alice).post(reverse("my_data"), {"remove": "yes"})
    assert not DataExport.objects.exists()
    assert not any(settings.EXPORTS_ROOT.rglob("*.zip"))

    make_export.func(ask_export(user=alice).pk)
    call_command("tick", verbosity=0)
    assert DataExport.objects.exists()
    DataExport.objects.update(ready_at=database_now() - EXPORT_KEPT)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tick", verbosity=0)
        call_command("tick", verbosity=0)
    assert not DataExport.objects.exists()
    assert not any(settings.EXPORTS_ROOT.rglob("*.zip"))


def test_copy_that_the_worker_never_made_can_be_asked_for_anew(alice):
    export = ask_export(user=alice)
    DataExport.objects.update(asked_at=database_now() - EXPORT_GIVEN_UP - timedelta(seconds=1))
    call_command("tick", verbosity=0)
    assert ask_export(user=alice).pk != export.pk


def test_copy_of_who_let_it_go_meanwhile_leaves_no_file(alice, settings):
    export = ask_export(user=alice)
    DataExport.objects.all().delete()
    fill_export(export=export)
    assert not any(settings.EXPORTS_ROOT.rglob("*.zip"))
    assert not mail.outbox


def test_each_part_is_read_in_a_fixed_number_of_queries(alice):
    def queries() -> dict[str, int]:
        counted = {}
        parts = parts_of(alice)
        while True:
            with CaptureQueriesContext(connection) as captured:
                part = next(parts, None)
                if part is None:
                    return counted
                list(part.rows)
            counted[part.name] = len(captured)

    def act() -> None:
        proposal = ProposalFactory(author=alice)
        follow(user=alice, thing=proposal)
        CommentFactory(author=alice, thread=proposal.thread)
        SupportFactory(identity=alice.identity)
        vote(PollFactory(), 1, voter=alice.identity)
        Notice.objects.create(person=alice, event="proposal-answer", target=proposal, actor=UserFactory())

    act()
    queries()
    one = queries()
    for _time in range(29):
        act()
    assert queries() == one
