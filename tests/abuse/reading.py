"""Reads a page as a browser would: its links, its forms, and what of the corpus came alive in it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "hx-get", "hx-post"}
# What a browser runs, or takes for a page of its own, when it stands in an address.
ALIVE = re.compile(r"^(javascript|vbscript|data:(?!image/(png|jpeg|gif|webp)))", re.IGNORECASE)
RAW = {"script", "style"}


@dataclass
class Form:
    """`fields`: (name, kind, value) of each control; `kind` is its type, its tag, or "option"."""

    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


class Reading(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._raw = ""
        self._form: Form | None = None
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self._raw = "" if tag not in RAW or given.get("type", "").endswith("json") else tag
        self._judge(tag, given)
        self.links += [
            given[name]
            for name in ("href", "src", "hx-get", "data-template")
            if given.get(name) and tag != "base"
        ]
        self._collect(tag, given)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == self._raw:
            self._raw = ""
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""

    def handle_data(self, data):
        if self._raw and "pwned" in data:
            self.faults.append(f"<{self._raw}> holds {data[:60]!r}")
        self.words.append(data)

    def handle_comment(self, data):
        if "pwned" in data:
            self.faults.append(f"a comment holds {data[:60]!r}")

    def _judge(self, tag: str, given: dict[str, str]) -> None:
        if "pwned" in tag or any("pwned" in name for name in given):
            self.faults.append(f"<{tag}> came alive: {given}")
        for name, value in given.items():
            bare = re.sub(r"[\x00-\x20]", "", value)
            if (name in ADDRESSES or name == "srcset") and ALIVE.match(bare):
                self.faults.append(f"<{tag} {name}> leads to {value[:60]!r}")
            if re.match(r"on|style$|srcdoc$|hx-on|hx-vals", name) and "pwned" in value:
                self.faults.append(f"<{tag} {name}> runs {value[:60]!r}")
            if name in ADDRESSES and re.match(r"(https?:)?[/\\]{2}pwned", bare):
                self.faults.append(f"<{tag} {name}> leads away to {value[:60]!r}")

    def _collect(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        name, form = given.get("name", ""), self._form
        if form is None:
            return
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.fields.append((self._select, "option", given.get("value", "")))
        elif tag in ("input", "textarea", "button") and name:
            kind = given.get("type", "text") if tag == "input" else tag
            form.fields.append((name, kind, given.get("value", "")))


def faults(html: str) -> list[str]:
    """What a browser would run or obey of the corpus in this page; empty is well."""
    return Reading(html).faults
