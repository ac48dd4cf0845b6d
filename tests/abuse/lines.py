"""The corpus: lines that people send who want to break a page, a mail, a file or a search.

Every piece of markup carries the bare attribute `pwned`, and every script sets `window.pwned`: where one
comes alive, both a parser and a browser see it.
"""

# Ends whatever it may stand in: an attribute, a text area, a title, a script, a style, a comment.
BREAK = "'\"--></title></textarea></style></script><b pwned>"
SHORT = "'\"><b pwned>"

MARKUP = {
    "script": "<script pwned>window.pwned=1</script>",
    "breaking out": BREAK + "<img pwned src=x onerror=window.pwned=1>",
    "in an attribute": "\" autofocus pwned onfocus=window.pwned=1 x='",
    "drawing": "<svg pwned onload=window.pwned=1><animate onbegin=window.pwned=1>",
    "frame": "<iframe pwned srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "link": "javascript:window.pwned=1//",
    "hidden link": " jAvA\tscript:window.pwned=1//",
    "marked-down link": "[pwned](javascript:window.pwned=1) ![x](data:text/html,pwned)",
    "data": "data:text/html,<script pwned>window.pwned=1</script>",
    "style": "</style><style pwned>*{display:none!important}</style>",
    "style of an element": "x;position:fixed;inset:0;background:url(//pwned.example/x)",
    "form": "</form><form pwned action=//pwned.example><button>Go</button>",
    "base": "<base pwned href=//pwned.example/><meta pwned http-equiv=refresh content=0;url=/pwned>",
    "htmx": "<b pwned hx-get=/ hx-trigger=load hx-on::load=window.pwned=1 data-hx-get=/>x</b>",
    "entities": "&lt;img pwned src=x onerror=window.pwned=1&gt; &#60;b pwned&#62; &amp;lt;",
    "template": "{{ pwned }}{% include 'pwned' %}{{ 7|add:7 }}${7*7}#{pwned}%(pwned)s {0} %s %",
    "json": '</script><!--"}],"pwned":{"__proto__":1}\\u003cb pwned\\u003e',
}
SHAPES = {
    "right to left": "\u202egnp.exe\u2066 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "piled marks": "Z" + "\u0335\u0321\u0489\u0300\u0301\u0302" * 12 + "o",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f3f4\U000e0067\U000e007f",
    "invisible": "\u200b\u200c\u2060\ufeff\u00ad\u3164",
    "one long word": "W" * 400,
    "full width": "\uff1cscript\uff1ewindow.pwned=1\uff1c/script\uff1e",
    "lines": "pwned\r\nBcc: pwned@example.org\r\n\r\nSet-Cookie: pwned=1\x0b\x0c\u2028\u2029",
}
QUESTIONS = {
    "end of a statement": "'; DROP TABLE participation_user; --",
    "wildcards": "100%_\\ [a-z]* ESCAPE",
    "words of a search": '"* OR NEAR(a b, 2) ^ title: -x + AND NOT (',
    "words of another search": "a & | !b <-> c:* ' \\ ::tsquery",
    "only signs": "\"'():*&|!<>-^~\\",
    "no end": '"a b',
}
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("//pwned.example";"x")')
NUMBERS = (
    *("1e999", "-1e999", "nan", "inf", "-1", "0", "9" * 400, "1_000", "0x10", "1,5,0"),
    *("\u0661\u0662\u0663", "\u00bd", "\u2161", "9223372036854775808", "2147483648", "1e-400"),
)
DAYS = (
    "0000-00-00",
    "99999-01-01",
    "10000-01-01T00:00",
    "2026-13-45",
    "-1",
    "31 2 2026",
    "\u0661-\u0661-\u0661",
)
FILE_NAMES = (
    "../../etc/pwned.png",
    "..\\..\\pwned.pdf",
    "a\r\nX: pwned.pdf",
    '"><b pwned>.png',
    "." * 200 + "pdf",
)
# Sent as bytes, since no text holds them: a lone surrogate, and what is no UTF-8 at all.
NO_TEXT = ("%ED%A0%80", "%FF%FE%C0%80")
NUL = "before\x00after"
HUGE = "huge " * 200_000

LINES = {**MARKUP, **SHAPES, **QUESTIONS}
MARKS = ("pwned", "PWNED")


def fitting(most: int | None, turn: int) -> str:
    """The line whose turn it is, among those that fit into so many letters; then what breaks out."""
    if most is not None and most < len(SHORT):
        return SHORT[:most]
    room = (most or 5000) - len(SHORT)
    lines = [line for line in LINES.values() if len(line) <= room] or [""]
    return lines[turn % len(lines)] + SHORT
