"""Plain text as safe HTML: paragraphs parted by an empty line, lines that begin with "- " as lists."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def paragraphs(text: str) -> SafeString:
    """Everything is escaped; only <p>, <br>, <ul> and <li> of ours are added."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return format_html_join("\n", "{}", ((part,) for block in blocks if block for part in _parts(block)))


def _parts(block: str) -> list[SafeString]:
    """The runs of list lines and of other lines of one block."""
    runs: list[tuple[bool, list[str]]] = []
    for line in block.split("\n"):
        listed = line.lstrip().startswith("- ")
        if not runs or runs[-1][0] != listed:
            runs.append((listed, []))
        runs[-1][1].append(line.strip().removeprefix("- ") if listed else line)
    return [_list(lines) if listed else _paragraph(lines) for listed, lines in runs]


def _list(lines: list[str]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def _paragraph(lines: list[str]) -> SafeString:
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)))
