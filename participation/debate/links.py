"""Does a comment lead out of this site?"""

import re

_LINK = re.compile(r"https?:|www\.|\b[a-z0-9-]+\.[a-z]{2,}/", re.IGNORECASE)


def has_link(text: str) -> bool:
    return bool(_LINK.search(text))
