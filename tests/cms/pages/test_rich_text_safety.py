"""What an editor types or pastes never becomes script."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.admin.rich_text import get_rich_text_editor_widget

from cms.blocks.links import LinkBlock, check_address
from cms.blocks.words import RICH_TEXT
from tests.factories.pages import standard

pytestmark = pytest.mark.django_db


def typed(entities: dict, text: str = "Click here", ranges=None) -> str:
    """What the editor's browser sends, turned into HTML as Wagtail keeps it."""
    block = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": ranges if ranges is not None else [{"offset": 0, "length": len(text), "key": 0}],
    }
    widget = get_rich_text_editor_widget("default", features=RICH_TEXT)
    sent = {"body": json.dumps({"blocks": [block], "entityMap": entities})}
    return widget.value_from_datadict(sent, {}, "body")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>"]
)
def test_script_link_loses_its_address(address):
    html = typed({"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}})
    assert "script:" not in html.lower()
    assert "data:" not in html


def test_typed_markup_stays_text():
    html = typed({}, text='<script>alert(1)</script><img src=x onerror="alert(1)">', ranges=[])
    assert "<script" not in html
    assert "<img" not in html


def test_embed_is_not_kept():
    html = typed(
        {"0": {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "https://example.org/v"}}}
    )
    assert "embed" not in html
    assert "example.org" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "https:// x",
        "data:x",
        "vbscript:x",
        '/"onclick="x',
    ],
)
def test_unsafe_address_is_refused(address):
    with pytest.raises(ValidationError):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["/", "/processes/?area=1", "https://example.org/a", "mailto:a@example.org", "tel:+441234"]
)
def test_safe_address_is_taken(address):
    check_address(address)


def test_link_needs_a_page_or_an_address():
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Go", "page": None, "address": ""}))
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Go", "page": standard().pk, "address": "/"}))


def test_no_door_lets_the_server_fetch_an_embed(carol, log_in):
    assert log_in(carol).get("/admin/embeds/chooser/").status_code == 404
    assert reverse("wagtailadmin_home") == "/admin/"
