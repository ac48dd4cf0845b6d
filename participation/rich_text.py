"""The one function through which rich text that a person wrote passes: an allow-list, kept by bleach."""

from functools import partial

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString

TAGS = {"a", "b", "blockquote", "br", "em", "h2", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = {"http", "https", "mailto"}
# Links that people write give no standing to where they lead, and their page learns nothing of ours.
RELATION = "nofollow noopener noreferrer ugc"


def clean_html(text: str) -> SafeString:
    """HTML of the allowed tags alone; everything else loses its markup and keeps its words."""
    return SafeString(_cleaner().clean(text))


def _cleaner() -> Cleaner:
    # A cleaner holds a parser, which is not safe to share between threads.
    return Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
        filters=[partial(LinkifyFilter, callbacks=[_with_relation], skip_tags=None)],
    )


def _with_relation(attributes: dict, new: bool = False) -> dict | None:
    if new:
        return None  # leave bare addresses as words
    if (None, "href") in attributes:
        attributes[(None, "rel")] = RELATION
    return attributes
