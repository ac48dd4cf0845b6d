"""/theme.css: the council's colours as custom properties, and nothing else."""

import hashlib
import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cms.chrome.colours import mixed, readable_on
from cms.chrome.read import chrome
from cms.style.tokens import colours as token_colours

KEPT_SECONDS = 300
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """Browsers keep it for five minutes. A site with the colours it came with gets an empty sheet."""
    css = stylesheet(chrome(request).colours)
    etag = quote_etag(hash_of(css))
    response = HttpResponse(css, content_type="text/css; charset=utf-8", headers={"ETag": etag})
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return get_conditional_response(request, etag=etag, response=response)


def stylesheet(chosen: dict[str, str]) -> str:
    light, dark = _scheme("light", chosen), _scheme("dark", chosen)
    parts = [f":root {{ {light} }}"] if light else []
    if dark:
        parts.append(f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}")
    return "\n".join(parts)


def hash_of(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:20]


def _scheme(scheme: str, chosen: dict[str, str]) -> str:
    tokens = token_colours(scheme)
    made: dict[str, str] = {}
    brand = _sound(chosen[f"brand_{scheme}"], tokens["brand"])
    accent = _sound(chosen[f"accent_{scheme}"], tokens["accent"])
    if brand.upper() != tokens["brand"].upper():
        made |= _from_brand(brand, tokens, scheme)
    if accent.upper() != tokens["accent"].upper():
        made |= {"accent": accent, "accent-soft": mixed(accent, tokens["surface"], 0.87)}
    return " ".join(f"--{name}: {value};" for name, value in made.items())


def _sound(colour: str, otherwise: str) -> str:
    """The colour as it stands in the database, unless it is something else than a colour."""
    return colour if _HEX.fullmatch(colour) else otherwise


def _from_brand(brand: str, tokens: dict[str, str], scheme: str) -> dict[str, str]:
    deep = mixed(brand, "#000000", 0.32 if scheme == "light" else 0.78)
    return {
        "brand": brand,
        "brand-hover": mixed(brand, "#000000" if scheme == "light" else "#FFFFFF", 0.27),
        "on-brand": readable_on(brand),
        "brand-soft": mixed(brand, tokens["surface"], 0.87),
        "deep": deep,
        "deep-line": mixed(deep, "#FFFFFF", 0.2),
        "on-deep-muted": mixed("#FFFFFF", deep, 0.2),
    }
