"""The demo desk shows a newcomer log-ins and mail, and exists on a demo alone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.core.mail import EmailMessage, get_connection

from cms.demo import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    """A site that the demo filled."""
    if not settings.EMBEDDED:
        pytest.skip("the demo desk exists on the embedded site alone")
    settings.VAR_DIR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    desk.marker().touch()


def test_desk_is_not_found_on_a_site_that_no_demo_filled(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path

    assert client.get("/demo/").status_code == 404
    assert b"Log-ins and mail" not in client.get("/processes/").content


def test_desk_lists_everyone_who_can_log_in(demo, client):
    page = client.get("/demo/").content.decode()

    for address in ("alice@", "bob@", "carol@", "dilys@", "idris@", "farah@", "owen@"):
        assert f"{address}quernmouth.example" in page


def test_desk_shows_the_code_that_the_second_factor_takes_now(demo, carol):
    carol.email = "carol@quernmouth.example"
    carol.save()
    secret = generate_totp_secret()
    TOTP.activate(carol, secret)

    shown = next(row for row in desk.log_ins() if row.email == carol.email)

    assert validate_totp_code(secret, shown.code)


def test_desk_shows_mail_newest_first_with_what_was_written_escaped(demo, client, settings):
    mailbox = get_connection("django.core.mail.backends.filebased.EmailBackend")
    for subject in ("First", "Second"):
        mail = EmailMessage(subject, "Your code: <b>KXQ7</b>", to=["alice@quernmouth.example"])
        mailbox.send_messages([mail])

    page = client.get("/demo/").content.decode()

    assert page.index("Second") < page.index("First")
    assert "&lt;b&gt;KXQ7&lt;/b&gt;" in page
