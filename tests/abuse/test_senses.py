"""The senses of these tests: markup that comes alive in a page is noticed, words shown as words are not."""

import pytest

from tests.abuse.reading import faults


@pytest.mark.parametrize(
    "markup",
    [
        "<b pwned>",
        "<svg onload=window.pwned=1>",
        '<a href=" java\tscript:window.pwned=1">x</a>',
        '<p title="x" style="pwned">',
        "<script>var words = 'pwned'</script>",
        "<!-- pwned -->",
        "<form action=//pwned.example>",
    ],
)
def test_what_comes_alive_is_noticed(markup):
    assert faults(f"<main>{markup}</main>") != []


def test_words_shown_as_words_are_no_fault():
    page = '<p title="&lt;b pwned&gt;">&lt;script&gt;window.pwned=1&lt;/script&gt; javascript:pwned</p>'
    assert faults(page + '<script type="application/json">["pwned"]</script>') == []
