"""Pictures and documents of a draft: by what is in them, capped, without hidden details, and gone with it."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from participation.models import Attachment, Proposal, ProposalDraft
from participation.proposals.pictures import read_picture
from tests.factories.people import ward
from tests.factories.talk import ProcessFactory, category

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def draft(alice):
    words = {
        **{"title": "A bench", "what": "Two benches.", "why": "To sit.", "place": "", "who_for": ""},
        **{"area": str(ward("Harbour ward").pk), "category": str(category().pk), "rough_cost": ""},
    }
    return ProposalDraft.objects.create(author=alice, process=ProcessFactory(), words=words)


def photo(kind="JPEG", size=(2000, 1500), exif=True) -> SimpleUploadedFile:
    image, buffer = Image.effect_noise(size, 20).convert("RGB"), io.BytesIO()
    details = Image.Exif()
    if exif:
        details[0x010F] = "Secret camera"
        details.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    image.save(buffer, kind, exif=details)
    return SimpleUploadedFile("holiday at home.jpg", buffer.getvalue(), "image/jpeg")


def add(client, draft, file, words="A wall", step="pictures"):
    return client.post(f"/drafts/{draft.pk}/{step}/add/", {"file": file, "words": words})


def pdf(content=PDF, name="plan.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def files_below(folder) -> int:
    return len([path for path in Path(folder).rglob("*") if path.is_file()])


def test_pictures_and_documents_go_with_the_proposal(log_in, alice, draft, client):
    mine = log_in(alice)
    for words in ("Two people on a wall", "The empty quay"):
        assert add(mine, draft, photo(), words).status_code == 302
    assert add(mine, draft, pdf(), "", "documents").status_code == 302
    assert "The empty quay" in mine.get(f"/drafts/{draft.pk}/check/").content.decode()
    mine.post(f"/drafts/{draft.pk}/publish/")
    proposal = Proposal.objects.get()
    assert (proposal.picture_alt, proposal.attachments.count()) == ("Two people on a wall", 3)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert page.count("The empty quay") == 1
    document = proposal.attachments.exclude(document="").get()
    assert "plan" in document.words
    answer = client.get(f"/proposals/{proposal.pk}/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"


def test_picture_is_re_encoded_without_its_hidden_details(log_in, alice, draft):
    add(log_in(alice), draft, photo())
    row = Attachment.objects.get()
    assert "holiday" not in row.picture.name
    with Image.open(row.picture.path) as image:
        assert image.format == "WEBP"
        assert max(image.size) == 1200
        assert not image.getexif()
    assert b"Secret camera" not in Path(row.picture.path).read_bytes()


def test_picture_is_turned_upright():
    image, buffer, details = Image.new("RGB", (400, 200)), io.BytesIO(), Image.Exif()
    details[0x0112] = 6  # the camera was held on its side
    image.save(buffer, "JPEG", exif=details)
    large, _small = read_picture(SimpleUploadedFile("a.jpg", buffer.getvalue()))
    with Image.open(large) as upright:
        assert upright.size == (200, 400)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


HUGE = b"\xff\xd8" + b"\0" * (8 * 1024 * 1024)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "Choose a JPEG, PNG or WebP picture."),
        (b"GIF89a" + b"\0" * 40, "Choose a JPEG, PNG or WebP picture."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "Choose a JPEG, PNG or WebP picture."),
        (HUGE, "at most 8 MB"),
    ],
)
def test_refused_picture_is_named_with_the_rule_and_its_words_stay(log_in, alice, draft, content, sentence):
    file = SimpleUploadedFile("C:\\me\\photo <b>.jpg", content, "image/jpeg")
    answer = add(log_in(alice), draft, file, "A wall")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“photo &lt;b&gt;.jpg”" in page
    assert sentence in page
    assert 'value="A wall"' in page
    assert not Attachment.objects.exists()


def test_picture_with_too_many_pixels_is_refused_unread(log_in, alice, draft):
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    page = add(log_in(alice), draft, SimpleUploadedFile("photo.png", buffer.getvalue())).content.decode()
    assert "too many pixels" in page


def test_picture_needs_words_and_a_file_must_be_chosen(log_in, alice, draft):
    client = log_in(alice)
    assert "Say in a few words" in add(client, draft, photo("PNG", (300, 200)), " ").content.decode()
    answer = client.post(f"/drafts/{draft.pk}/pictures/add/", {"words": "A wall"})
    assert "Choose a file first" in answer.content.decode()


@pytest.mark.parametrize("content", [b"<html>", PDF.replace(b"%PDF", b"%PS"), PDF.replace(b"%%EOF", b"")])
def test_only_pdf_is_a_document_whatever_its_name(log_in, alice, draft, content):
    assert (
        "Choose a PDF document" in add(log_in(alice), draft, pdf(content), "", "documents").content.decode()
    )


def test_there_are_only_so_many(log_in, alice, draft):
    client = log_in(alice)
    for _number in range(3):
        add(client, draft, pdf(), "", "documents")
    assert "There are 3 already" in add(client, draft, pdf(), "", "documents").content.decode()
    assert draft.attachments.count() == 3


def test_files_go_with_their_row_and_with_the_draft(log_in, alice, draft, django_capture_on_commit_callbacks):
    client = log_in(alice)
    add(client, draft, photo("PNG", (300, 200)))
    add(client, draft, pdf(), "", "documents")
    assert (files_below(settings.MEDIA_ROOT), files_below(settings.DOCUMENTS_ROOT)) == (2, 1)
    picture = draft.attachments.exclude(picture="").get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/drafts/{draft.pk}/pictures/{picture.pk}/remove/")
    assert files_below(settings.MEDIA_ROOT) == 0
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/drafts/{draft.pk}/remove/")
    assert files_below(settings.DOCUMENTS_ROOT) == 0


def test_nobody_else_touches_the_files_of_a_draft(log_in, alice, charlie, draft):
    add(log_in(alice), draft, pdf(), "", "documents")
    other, row = log_in(charlie), Attachment.objects.get()
    assert add(other, draft, pdf(), "", "documents").status_code == 404
    assert other.post(f"/drafts/{draft.pk}/documents/{row.pk}/remove/").status_code == 404
    assert draft.attachments.count() == 1
