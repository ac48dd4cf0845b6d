"""The face: the living page shows every piece, pages obey the content policy, errors lead to their fields."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.urls import reverse

from cms.style.tokens import CSS, icons
from cms.templatetags.face import page_numbers, stacked
from cms.templatetags.motif import motif_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500"]
NEEDS_ITS_OWN_PAGE = {"htmx.html"}  # a script, loaded by pages that use it


@pytest.fixture
def style_page(client, db):
    return client.get(reverse("style"))


@pytest.fixture
def soup(style_page):
    return BeautifulSoup(style_page.content, "html.parser")


def broken_policy(soup) -> list:
    """What a content policy of 'self' stops: inline scripts, style elements, style and on... attributes."""
    scripts = [
        tag for tag in soup.find_all("script") if not tag.get("src") and tag.get("type") != "application/json"
    ]
    marked = [
        tag
        for tag in soup.find_all(True)
        if any(name == "style" or name.startswith("on") for name in tag.attrs)
    ]
    return [*scripts, *soup.find_all("style"), *marked]


def test_living_page_shows_every_component(style_page):
    shown = {template.name for template in style_page.templates}
    kept = {f"components/{file.name}" for file in (TEMPLATES / "components").glob("*.html")}
    assert kept - shown - {f"components/{name}" for name in NEEDS_ITS_OWN_PAGE} == set()


def test_living_page_obeys_the_content_policy(soup):
    assert broken_policy(soup) == []


def test_living_page_has_one_first_heading_and_unique_ids(soup):
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(soup.find_all("h1")) == 1
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    ("scheme", "media"), [("dark", "screen"), ("light", "not all"), ("odd", "screen and (")]
)
def test_living_page_fixes_the_colours_asked_for(client, db, scheme, media):
    page = BeautifulSoup(client.get(reverse("style"), {"scheme": scheme}).content, "html.parser")
    assert page.find("link", href=re.compile("tokens-dark"))["media"].startswith(media)


def test_living_page_refuses_to_be_posted_to(client, db):
    assert client.post(reverse("style")).status_code == 405


def test_error_summary_leads_to_each_wrong_field(soup):
    links = soup.select("[data-error-summary] a")
    targets = [soup.find(id=link["href"][1:]) for link in links]
    assert len(links) == 8
    assert all(target.name in {"input", "textarea", "select"} for target in targets)


def test_wrong_fields_are_described_by_their_errors(soup):
    for control in soup.select("[aria-invalid=true]"):
        holder = (
            control
            if control.get("aria-describedby")
            else control.find_parent("fieldset", attrs={"aria-describedby": True})
        )
        described = [soup.find(id=name) for name in holder["aria-describedby"].split()]
        assert all(described)
        assert any("field__error" in part["class"] for part in described)


def test_what_was_typed_is_kept_beside_its_error(soup):
    assert soup.find(id="wrong_email")["value"] == "rosa at example"
    assert soup.find(id="wrong_cost")["value"] == "-3"


def test_numbers_in_drawings_carry_no_thousands_separators(soup):
    attributes = [
        shape.get(name) for shape in soup.select("svg.bar rect") for name in ("x", "width") if shape.get(name)
    ]
    assert soup.select_one(".goal svg.bar")["viewbox"] == "0 0 1200000 1"
    assert all(re.fullmatch(r"\d+", value) for value in attributes)


def test_icons_named_in_templates_are_in_the_sprite():
    words = "".join(file.read_text() for file in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'icon\.html" with name="([a-z-]+)"', words)) | set(
        re.findall(r'icon="([a-z-]+)"', words)
    )
    assert named - set(icons()) == set()


def sheets_of(template: Path) -> set[str]:
    """The style sheets that a template asks for itself."""
    return set(re.findall(r'static "css/([a-z-]+\.css)"', template.read_text()))


def test_styles_of_the_heaviest_page_stay_light_over_the_wire():
    """What a first visit loads: the sheets of every page, and those of the page's own."""
    everywhere = sheets_of(TEMPLATES / "base.html")
    pages = [everywhere | sheets_of(template) for template in TEMPLATES.rglob("*.html")]
    sizes = [sum(len(gzip.compress((CSS / name).read_bytes())) for name in page) for page in pages]
    assert max(sizes) < 20_000


@pytest.mark.parametrize("page", ERROR_PAGES)
def test_error_page_helps_without_database_or_request(page):
    soup = BeautifulSoup(render_to_string(f"{page}.html"), "html.parser")
    assert soup.h1.text.strip()
    assert soup.select(".actions a[href='/']")
    assert broken_policy(soup) == []


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_entrance_wears_the_face(client, db, name):
    soup = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    assert soup.select_one("header.site-head")
    assert soup.select_one(".entrance form.form input[type=email]")["aria-describedby"]
    assert broken_policy(soup) == []


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "usersessions_list", "account_logout"])
def test_account_pages_wear_the_face(log_in, charlie, name):
    soup = BeautifulSoup(log_in(charlie).get(reverse(name)).content, "html.parser")
    assert soup.select_one("header.site-head")
    assert len(soup.find_all("h1")) == 1
    assert broken_policy(soup) == []


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "usersessions_list"])
def test_account_pages_send_strangers_to_log_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_log_in_with_a_wrong_address_says_so_and_keeps_it(client, db):
    answer = client.post(reverse("account_login"), {"login": "rosa at example"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("[data-error-summary] a")["href"] == "#id_login"
    assert soup.find(id="id_login")["value"] == "rosa at example"


def test_motif_is_the_same_for_the_same_words():
    assert motif_of("Harbour", "Play") == motif_of("Harbour", "Play")


def test_motif_varies_with_the_title_and_keeps_the_category_s_palette():
    one, other = motif_of("Harbour", "Play", "Swings"), motif_of("Harbour", "Play", "Slides")
    assert one != other
    assert one.palette == other.palette == motif_of("North Field", "Play").palette


@pytest.mark.parametrize("words", ["", None, '"><script>', "水" * 200])
def test_motif_draws_whatever_the_words_are(words):
    drawn = render_to_string("components/motif.html", {"area": words, "category": words, "title": words})
    svg = BeautifulSoup(drawn, "html.parser")
    assert svg.select("svg > *")
    assert not svg.find("script")


def test_parts_of_a_bar_start_where_the_last_one_ends():
    parts = stacked([{"value": 3}, {"value": 0}, {"value": 5}])
    assert [part["start"] for part in parts] == [0, 3, 3]


def test_tenth_part_of_a_bar_starts_the_colours_again():
    parts = stacked([{"value": 1}] * 10)
    assert [part["series"] for part in parts] == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, [1, 2, None, 12]),
        (6, [1, None, 5, 6, 7, None, 12]),
        (12, [1, None, 11, 12]),
        (3, [1, 2, 3, 4, None, 12]),
    ],
)
def test_pager_names_first_last_and_neighbours(number, shown):
    assert page_numbers(Paginator(range(120), 10).page(number)) == shown


def test_remaining_characters_tell_the_limit_without_javascript(soup):
    counter = soup.find(attrs={"data-characters-for": "blank_story"})
    assert counter.text == "Up to 600 characters"
