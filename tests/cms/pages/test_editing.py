"""Officers write, preview, schedule and publish pages; other staff and residents do not."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.models import StandardPage
from tests.factories.pages import home, standard

pytestmark = pytest.mark.django_db
OTHERS = ["bob", "fiona", "audrey", "alice", "charlie"]


def form(**more) -> dict:
    return {"title": "Opening hours", "slug": "hours", "intro": "When we are in.", "body-count": "0", **more}


def add_address() -> str:
    return reverse("wagtailadmin_pages:add", args=["cms", "standardpage", home().pk])


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Pillow.new("RGB", (8, 8)).save(file, "PNG")
    return SimpleUploadedFile("dot.png", file.getvalue(), "image/png")


def test_officer_publishes_a_page(carol, log_in, client):
    log_in(carol).post(add_address(), form(**{"action-publish": "1"}))
    assert b"When we are in." in client.get("/hours/").content


def test_draft_waits(carol, log_in, client):
    log_in(carol).post(add_address(), form())
    assert StandardPage.objects.get().live is False
    assert client.get("/hours/").status_code == 404


def test_scheduled_page_goes_live_when_its_time_has_come(carol, log_in, client):
    moment = timezone.now() + timedelta(days=1)
    wanted = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
    log_in(carol).post(add_address(), form(go_live_at=wanted, **{"action-publish": "1"}))
    page = StandardPage.objects.get()
    call_command("publish_scheduled")
    assert client.get("/hours/").status_code == 404
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert client.get("/hours/").status_code == 200


def test_officer_sees_a_preview_without_saving(carol, log_in):
    page = standard(slug="about")
    client, address = log_in(carol), reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    said = client.post(address, form(title="About", slug="about", intro="A new sentence."))
    assert said.json()["is_valid"] is True
    assert b"A new sentence." in client.get(address).content
    page.refresh_from_db()
    assert page.intro == ""


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_writes_pages(name, request, log_in):
    client, page = log_in(request.getfixturevalue(name)), standard(slug="about")
    client.post(add_address(), form(**{"action-publish": "1"}))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, form(title="Mine", slug="about", **{"action-publish": "1"}))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert [one.title for one in StandardPage.objects.all()] == ["About us"]


def test_officer_adds_a_picture_and_a_document(carol, log_in):
    client = log_in(carol)
    client.post(reverse("wagtailimages:add"), {"title": "Dot", "file": picture(), "tags": ""})
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": paper, "tags": ""})
    assert get_image_model().objects.count() == get_document_model().objects.count() == 1


def test_document_of_an_unsafe_kind_is_refused(carol, log_in):
    for name in ("page.html", "logo.svg", "run.js"):
        file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
        log_in(carol).post(reverse("wagtaildocs:add"), {"title": "x", "file": file, "tags": ""})
        log_in(carol).post(reverse("wagtailimages:add"), {"title": "x", "file": file, "tags": ""})
    assert get_document_model().objects.count() == get_image_model().objects.count() == 0


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_adds_files(name, request, log_in):
    client = log_in(request.getfixturevalue(name))
    client.post(reverse("wagtailimages:add"), {"title": "Dot", "file": picture(), "tags": ""})
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": paper, "tags": ""})
    assert get_document_model().objects.count() == get_image_model().objects.count() == 0
