"""A person's claims from an OpenID Connect provider: the code flow with state, nonce and PKCE.

Follows OpenID Connect Core 1.0 (3.1) and Discovery 1.0. The provider says who somebody is; it logs nobody in.
"""

import base64
import hashlib
import secrets
import time
from typing import Any
from urllib.parse import quote, urlencode

import jwt
import requests
from django.conf import settings

SECONDS = 10
FLOW_LASTS = 600
# Signatures whose key the provider alone has: a shared secret, or none, proves nothing here.
ALGORITHMS = ["RS256", "ES256", "PS256"]


class ProviderError(Exception):
    """The provider's answer cannot be trusted, or there is none. It says why, and never of whom."""


def new_flow() -> dict[str, Any]:
    """What this browser's session keeps until the person comes back."""
    secret = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    return {**secret, "begun": int(time.time())}


def address_of_provider(flow: dict[str, Any], back: str) -> str:
    """Where to send the person."""
    challenge = hashlib.sha256(flow["verifier"].encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": back,
        "scope": settings.OIDC_SCOPES,
        "state": flow["state"],
        "nonce": flow["nonce"],
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{_endpoints()['authorization_endpoint']}?{urlencode(asked)}"


def claims_of(flow: dict[str, Any], back: str, *, state: str, code: str) -> dict[str, Any]:
    """What the provider says of the person who came back with `state` and `code`. Raises ProviderError."""
    if not secrets.compare_digest(state.encode(), flow["state"].encode()):
        raise ProviderError("another state")
    if time.time() > flow["begun"] + FLOW_LASTS:
        raise ProviderError("too late")
    endpoints = _endpoints()
    tokens = _exchange(endpoints["token_endpoint"], flow, back, code)
    claims = _verified(str(tokens.get("id_token", "")), endpoints["jwks_uri"], flow["nonce"])
    if "userinfo_endpoint" in endpoints:
        bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
        more = _json("GET", endpoints["userinfo_endpoint"], headers=bearer)
        if more.get("sub") != claims["sub"]:
            raise ProviderError("userinfo of another person")
        claims = {**more, **claims}
    return claims


def _endpoints() -> dict[str, Any]:
    found = _json("GET", f"{settings.OIDC_SERVER_URL}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_SERVER_URL:
        raise ProviderError("another issuer")
    if missing := {"authorization_endpoint", "token_endpoint", "jwks_uri"} - found.keys():
        raise ProviderError(f"discovery lacks {', '.join(sorted(missing))}")
    return found


def _exchange(address: str, flow: dict[str, Any], back: str, code: str) -> dict[str, Any]:
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": flow["verifier"],
    }
    # RFC 6749, 2.3.1: both are form-encoded before they are joined.
    pair = (quote(settings.OIDC_CLIENT_ID, safe=""), quote(settings.OIDC_SECRET, safe=""))
    return _json("POST", address, data=sent, auth=pair)


def _verified(token: str, keys: str, nonce: str) -> dict[str, Any]:
    """The claims of the ID token, after every check of Core 3.1.3.7."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=[settings.OIDC_SERVER_URL, f"{settings.OIDC_SERVER_URL}/"],
            leeway=30,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise ProviderError(type(error).__name__) from None
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise ProviderError("another nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != settings.OIDC_CLIENT_ID:
        raise ProviderError("meant for another site")
    return claims


def _key_of(token: str, keys: str) -> jwt.PyJWK:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise ProviderError("a signature that proves nothing")
    usable = [
        key
        for key in jwt.PyJWKSet.from_dict(_json("GET", keys)).keys
        if key.public_key_use in (None, "sig") and header.get("kid") in (None, key.key_id)
    ]
    if len(usable) != 1:
        raise ProviderError("no key for this signature")
    return usable[0]


def _json(method: str, address: str, **parts: Any) -> dict[str, Any]:
    try:
        answer = requests.request(method, address, timeout=SECONDS, allow_redirects=False, **parts)
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError):
        raise ProviderError("no answer") from None
    if not isinstance(found, dict):
        raise ProviderError(f"status {answer.status_code}")
    return found
