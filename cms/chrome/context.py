"""The name of the site in every template."""

from django.utils.functional import SimpleLazyObject

from cms.chrome.read import chrome


def site_name(request) -> dict:
    """Read only by templates that show it."""
    return {"site_name": SimpleLazyObject(lambda: chrome(request).site_name)}
