"""Turns plain text into the HTML of a text block."""

from django.utils.html import escape


def as_html(text: str) -> str:
    """Paragraphs parted by blank lines and lists of "- " lines as escaped HTML."""
    return "".join(_paragraph(part.strip()) for part in text.strip().split("\n\n") if part.strip())


def _paragraph(part: str) -> str:
    lines = [line.strip() for line in part.splitlines()]
    items = [escape(line[2:]) for line in lines if line.startswith("- ")]
    words = escape(" ".join(line for line in lines if not line.startswith("- ")))
    paragraph = f"<p>{words}</p>" if words else ""
    return paragraph + (f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else "")
