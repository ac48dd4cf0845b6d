"""Writing a proposal in three steps without JavaScript: nothing typed is lost, and pictures are made safe."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from participation.models import Proposal
from tests.factories.people import ward
from tests.factories.talk import ProcessFactory, category, close_phases

pytestmark = pytest.mark.django_db


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
        "area": ward("Harbour ward").pk,
        "place": "The quay",
        "who_for": "",
        "category": category().pk,
        "rough_cost": "£2,500",
        "picture_alt": "",
        "step": "2",
        "publish": "yes",
    } | changes


def photo(kind="JPEG", size=(2000, 1500), exif=True) -> SimpleUploadedFile:
    image, buffer = Image.effect_noise(size, 20).convert("RGB"), io.BytesIO()
    details = Image.Exif()
    if exif:
        details[0x010F] = "Secret camera"
        details.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    image.save(buffer, kind, exif=details)
    return SimpleUploadedFile("holiday at home.jpg", buffer.getvalue(), "image/jpeg")


def test_resident_writes_a_proposal_step_by_step(log_in, alice, address):
    client = log_in(alice)
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert 'name="title"' in page
    first = {"step": "0", "next": "yes", "title": "A bench", "what": "Two benches.", "why": "To sit."}
    second = client.post(address, first)
    assert second.status_code == 200
    assert 'type="hidden" name="title" value="A bench"' in second.content.decode()
    assert not Proposal.objects.exists()
    answer = client.post(address, words(), follow=True)
    proposal = Proposal.objects.get()
    assert answer.request["PATH_INFO"] == proposal.get_absolute_url()
    assert (proposal.author, proposal.rough_cost, proposal.place) == (alice, 250_000, "The quay")


def test_step_with_a_mistake_names_the_field_and_keeps_the_rest(log_in, alice, address):
    answer = log_in(alice).post(
        address, {"step": "0", "next": "yes", "title": "", "what": "Two benches.", "why": "x"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Two benches." in page
    assert page.count("This field is required") == 2  # in the summary and at the field, for the title alone


def test_going_back_keeps_what_was_typed(log_in, alice, address):
    page = log_in(alice).post(address, words(step="1", back="yes", title="Half a tit")).content.decode()
    assert 'value="Half a tit"' in page
    assert 'name="place" value="The quay"' in page


def test_mistake_in_an_earlier_step_leads_back_to_it(log_in, alice, address):
    page = log_in(alice).post(address, words(title="x" * 101)).content.decode()
    assert "at most 100 characters" in page
    assert "£2,500" in page
    assert not Proposal.objects.exists()


def test_unclear_cost_is_refused_and_stays_as_typed(log_in, alice, address):
    page = log_in(alice).post(address, words(rough_cost="12,50")).content.decode()
    assert "Write the amount in numbers" in page
    assert 'value="12,50"' in page


def test_picture_is_re_encoded_without_its_hidden_details(log_in, alice, address):
    log_in(alice).post(address, words(picture=photo(), picture_alt="Two people on a wall"))
    proposal = Proposal.objects.get()
    assert "holiday" not in proposal.picture.name
    assert proposal.picture.name.endswith(".webp")
    with Image.open(proposal.picture.path) as image:
        assert image.format == "WEBP"
        assert max(image.size) == 1200
        assert not image.getexif()
    with Image.open(proposal.picture_small.path) as small:
        assert small.size == (480, 270)
    assert b"Secret camera" not in proposal.picture.read()
    proposal.picture.close()


def test_picture_is_turned_upright():
    from participation.proposals.pictures import read_picture

    image, buffer, details = Image.new("RGB", (400, 200)), io.BytesIO(), Image.Exif()
    details[0x0112] = 6  # the camera was held on its side
    image.save(buffer, "JPEG", exif=details)
    large, _small = read_picture(SimpleUploadedFile("a.jpg", buffer.getvalue()))
    with Image.open(large) as upright:
        assert upright.size == (200, 400)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "Choose a JPEG, PNG or WebP picture."),
        (b"GIF89a" + b"\0" * 40, "Choose a JPEG, PNG or WebP picture."),
        (b"not a picture", "Choose a JPEG, PNG or WebP picture."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "Choose a JPEG, PNG or WebP picture."),
    ],
)
def test_file_that_is_no_picture_is_refused_and_the_words_stay(log_in, alice, address, content, sentence):
    file = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    page = log_in(alice).post(address, words(picture=file, picture_alt="A wall")).content.decode()
    assert sentence in page
    assert 'value="A wall"' in page
    assert not Proposal.objects.exists()


def test_cut_off_picture_is_refused(log_in, alice, address):
    file = SimpleUploadedFile("photo.jpg", photo().read()[:5000], "image/jpeg")
    page = log_in(alice).post(address, words(picture=file, picture_alt="A wall")).content.decode()
    assert "Choose a JPEG, PNG or WebP picture." in page


def test_picture_with_too_many_pixels_is_refused_unread(log_in, alice, address):
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    file = SimpleUploadedFile("photo.png", buffer.getvalue(), "image/png")
    page = log_in(alice).post(address, words(picture=file, picture_alt="White")).content.decode()
    assert "too many pixels" in page


def test_picture_with_too_many_bytes_is_refused(log_in, alice, address):
    file = SimpleUploadedFile("photo.jpg", b"\xff\xd8" + b"\0" * (8 * 1024 * 1024), "image/jpeg")
    page = log_in(alice).post(address, words(picture=file, picture_alt="White")).content.decode()
    assert "at most 8 MB" in page


def test_picture_needs_words_and_must_be_chosen_again_after_a_mistake(log_in, alice, address):
    page = log_in(alice).post(address, words(picture=photo("PNG", (300, 200)))).content.decode()
    assert "Say in a few words what the picture shows" in page
    assert "Choose the picture again" in page


def test_outsider_may_propose_but_a_visitor_logs_in_first(log_in, charlie, client, address):
    assert log_in(charlie).post(address, words()).status_code == 302
    assert Proposal.objects.get().author == charlie
    assert "login" in client.get(address).url


def test_blocked_person_may_not_propose(log_in, charlie, address):
    from participation.clock import database_now

    client = log_in(charlie)
    type(charlie).objects.filter(pk=charlie.pk).update(blocked_at=database_now())
    client.post(address, words())
    assert not Proposal.objects.exists()


def test_closed_phase_refuses_and_gives_the_words_back(log_in, alice, process, address):
    close_phases(process)
    answer = log_in(alice).post(address, words())
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "not taking proposals now" in page
    assert "Put two benches on the quay." in page
    assert not Proposal.objects.exists()
