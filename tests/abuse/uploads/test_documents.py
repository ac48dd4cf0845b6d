"""Each document of the corpus at each place: refused with its reason, or given out as a download alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model

from participation.models import Proposal
from tests.abuse.uploads.papers import ACTIVE, BAD, BAD_OF_PAGES, GOOD, GOOD_OF_PAGES
from tests.abuse.uploads.places import DOCUMENTS, DOCUMENTS_OF_PAGES, WORDS, said, stored, taken
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db
PLACES = {
    **{f"of residents: {name}": (place, BAD, GOOD) for name, place in DOCUMENTS.items()},
    **{
        f"of officers: {name}": (place, BAD_OF_PAGES, GOOD_OF_PAGES)
        for name, place in DOCUMENTS_OF_PAGES.items()
    },
}


@pytest.mark.parametrize("name", PLACES)
def test_documents_are_taken_for_what_is_in_them(name, request, log_in):
    place, bad, good = PLACES[name]
    person = request.getfixturevalue(place.who)
    client, address = log_in(person), place.ready(person)
    before = stored()
    for kind, (file, content, sentences) in bad.items():
        answer = place.send(client, address, file, content)
        page = said(answer)
        assert not taken(answer), kind
        assert any(sentence in page for sentence in sentences), f"{kind}: {page[:300]}"
        assert not place.keeps_words or WORDS in page, kind
        assert stored() == before, kind
    for kind, (file, content) in good.items():
        answer = place.send(client, address, file, content)
        assert taken(answer), kind


def test_document_of_a_proposal_is_a_download_in_which_nothing_runs(alice, log_in, client):
    place, proposal = DOCUMENTS["proposal"], ProposalFactory(author=alice)
    place.send(log_in(alice), f"/proposals/{proposal.pk}/files/", "pwned\u202efdp.exe.pdf", ACTIVE, keep=True)
    row = proposal.attachments.get()
    assert_download(client, f"/proposals/{proposal.pk}/documents/{row.pk}/")
    assert Proposal.objects.get().attachments.get().document.name.count("pwned") == 0


def test_words_about_a_document_reach_no_header(alice, log_in, client):
    proposal, mine = ProposalFactory(author=alice), log_in(alice)
    for words in ('a"; filename="b.html', "a\r\nSet-Cookie: pwned=1", "../../a", "\u202efdp.exe"):
        file = SimpleUploadedFile("plan.pdf", ACTIVE)
        mine.post(f"/proposals/{proposal.pk}/files/", {"kind": "document", "words": words, "file": file})
        row = proposal.attachments.get()
        answer = assert_download(client, f"/proposals/{proposal.pk}/documents/{row.pk}/")
        assert "pwned" not in answer.cookies
        row.delete()


def test_document_of_a_page_is_a_download_and_lies_at_no_other_address(carol, log_in, client):
    place = DOCUMENTS_OF_PAGES["page"]
    place.send(log_in(carol), place.ready(carol), "pwned.pdf", ACTIVE, keep=True)
    document = get_document_model().objects.get()
    assert_download(client, document.url)
    assert client.get(f"/media/{document.file.name}").status_code == 404


def assert_download(client: Client, address: str):
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == ACTIVE
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    return answer


def test_words_about_a_file_that_are_too_long_say_so_and_stay(alice, log_in):
    proposal, mine = ProposalFactory(author=alice), log_in(alice)
    row = proposal.attachments.create(document="plan.pdf", words="Plan")
    sent = {"kind": "document", "words": "w" * 201, "file": SimpleUploadedFile("plan.pdf", ACTIVE)}
    for address in (f"/proposals/{proposal.pk}/files/", f"/proposals/{proposal.pk}/files/{row.pk}/"):
        answer = mine.post(address, sent)
        assert answer.status_code == 422
        assert "at most 200 characters" in said(answer)
        assert f'value="{"w" * 201}"' in said(answer)
    assert proposal.attachments.get().words == "Plan"
