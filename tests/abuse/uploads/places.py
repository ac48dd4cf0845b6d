"""Every place that takes a picture or a document: how a file is sent there, and what is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import encode_multipart
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from participation.models import ProposalDraft
from tests.abuse.uploads.papers import PDF
from tests.abuse.uploads.pictures import drawn
from tests.cms.backoffice.test_campaigns import campaign_form, report_form
from tests.factories.delivery import certified_round
from tests.factories.polls import PollFactory
from tests.factories.talk import ProcessFactory, ProposalFactory

WORDS = "Words that must stay"
BOUNDARY = "between-parts"
ROOT = {"collection": "1", "tags": ""}


@dataclass(frozen=True)
class Place:
    """`ready(person)` makes what the place needs and gives the address; `sent` is the rest of the form."""

    who: str
    ready: Callable[..., str]
    sent: dict = field(default_factory=dict)
    field: str = "file"
    keeps_words: bool = True

    def send(
        self, client: Client, address: str, name: str, content: bytes, *, keep: bool = False
    ) -> HttpResponse:
        """As a browser does, which says about the kind what it thinks; forgotten afterwards, or `keep`t."""
        words = encode_multipart(BOUNDARY, self.sent)[: -len(f"--{BOUNDARY}--\r\n")]
        for sign, sent in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
            name = name.replace(sign, sent)
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{self.field}"; filename="{name}"\r\n'
        file = head.encode() + b"Content-Type: image/png\r\n\r\n" + content
        body = words + file + f"\r\n--{BOUNDARY}--\r\n".encode()
        before = transaction.savepoint()
        answer = client.post(address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
        if not keep:
            transaction.savepoint_rollback(before)
        return answer


def said(answer: HttpResponse) -> str:
    """The answer as its reader sees it, out of a page or of what a script puts into one."""
    text = answer.content.decode()
    return unescape(text.encode().decode("unicode_escape") if "json" in answer["Content-Type"] else text)


def taken(answer: HttpResponse) -> bool:
    if "json" in answer["Content-Type"]:
        return answer.json().get("success", answer.json().get("step") == "chosen")
    return answer.status_code == 302


def stored() -> set[Path]:
    """All files that the site holds."""
    roots = (settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT, settings.EXPORTS_ROOT)
    return {path for root in roots for path in Path(root).rglob("*") if path.is_file()}


def _draft(step: str) -> Callable[..., str]:
    def ready(alice) -> str:
        draft = ProposalDraft.objects.create(author=alice, process=ProcessFactory(), words={})
        return reverse("draft_attach", args=[draft.pk, step])

    return ready


def _proposal(alice) -> str:
    return reverse("proposal_files", args=[ProposalFactory(author=alice).pk])


def _building(carol) -> str:
    return reverse("building:act", args=[certified_round().projects.get(number=1).pk, "report"])


def _option(carol) -> str:
    return reverse("polls:option_act", args=[PollFactory(published=False).options.first().pk, "picture"])


def _at(name: str) -> Callable[..., str]:
    return lambda carol: reverse(name)


def _picture(carol) -> str:
    dot = ContentFile(drawn("PNG", size=(2, 2)), name="dot.png")
    image = get_image_model().objects.create(title="Dot", file=dot, uploaded_by_user=carol)
    return reverse("wagtailimages:edit", args=[image.pk])


def _document(carol) -> str:
    plan = ContentFile(PDF, name="plan.pdf")
    document = get_document_model().objects.create(title="Plan", file=plan, uploaded_by_user=carol)
    return reverse("wagtaildocs:edit", args=[document.pk])


def _chooser(kind: str) -> dict:
    before = f"{kind}-chooser-upload"
    sent = {f"{before}-{name}": value for name, value in {**ROOT, "title": WORDS}.items()}
    return {"sent": sent, "field": f"{before}-file"}


OF_PAGE = {"sent": {**ROOT, "title": WORDS}}
MANY = {"sent": {**ROOT, "title": WORDS}, "field": "files[]", "keeps_words": False}
PICTURE = {"field": "picture"}
SHOWS = {"picture_alt": WORDS}
PICTURES: dict[str, Place] = {
    "draft": Place("alice", _draft("pictures"), {"words": WORDS}),
    "proposal": Place("alice", _proposal, {"words": WORDS, "kind": "picture"}),
    "campaign": Place("carol", _at("campaigns:add"), campaign_form(**SHOWS), **PICTURE),
    "building": Place("carol", _building, report_form(**SHOWS), **PICTURE),
    "poll": Place("carol", _option, SHOWS, **PICTURE),
    "page": Place("carol", _at("wagtailimages:add"), **OF_PAGE),
    "page again": Place("carol", _picture, **OF_PAGE),
    "pages, many": Place("carol", _at("wagtailimages:add_multiple"), **MANY),
    "within a page": Place("carol", _at("wagtailimages_chooser:create"), **_chooser("image")),
}
DOCUMENTS: dict[str, Place] = {
    "draft": Place("alice", _draft("documents"), {"words": WORDS}),
    "proposal": Place("alice", _proposal, {"words": WORDS, "kind": "document"}),
}
DOCUMENTS_OF_PAGES: dict[str, Place] = {
    "page": Place("carol", _at("wagtaildocs:add"), **OF_PAGE),
    "page again": Place("carol", _document, **OF_PAGE),
    "pages, many": Place("carol", _at("wagtaildocs:add_multiple"), **MANY),
    "within a page": Place("carol", _at("wagtaildocs_chooser:create"), **_chooser("document")),
}
