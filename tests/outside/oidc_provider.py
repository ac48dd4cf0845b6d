"""An OpenID Connect provider by Core 1.0: discovery, keys, authorize with PKCE, token, userinfo; RS256."""

import base64
import hashlib
import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "folkmoot", "a secret: with signs%"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`person` is logged in there; `spoil(claims)` may bend an ID token, `signs(claims)` its signature."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.address = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.spoil = lambda claims: claims
        self.signs = lambda claims: jwt.encode(claims, KEY, "RS256", headers={"kid": "one"})

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        parts = urlsplit(path)
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        match method, parts.path:
            case "GET", "/.well-known/openid-configuration":
                return 200, self.discovery()
            case "GET", "/keys":
                key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
                return 200, {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}
            case "POST", "/token":
                return self.token(headers, sent)
            case "GET", "/userinfo":
                if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
                    return 401, {"error": "invalid_token"}
                return 200, self.person
        return 404, {"error": "not_found"}

    def discovery(self) -> dict[str, Any]:
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            **{f"{name}_endpoint": f"{self.address}/{place}" for name, place in places.items()},
        }

    def authorize(self, address: str) -> str:
        """The person agrees at the authorization endpoint: gives where their browser is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, headers: Any, sent: dict[str, str]) -> tuple[int, Any]:
        pair = base64.b64encode(b"folkmoot:a%20secret%3A%20with%20signs%25").decode()
        if headers.get("Authorization") != f"Basic {pair}":
            return 401, {"error": "invalid_client"}
        # A code works once (RFC 6749, 4.1.2).
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proven:
            return 400, {"error": "invalid_grant"}
        if (
            sent.get("grant_type") != "authorization_code"
            or sent.get("redirect_uri") != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe(16)
        self.tokens.add(token)
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": self.person["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        signed = self.signs(self.spoil(claims))
        return 200, {"access_token": token, "token_type": "Bearer", "id_token": signed}
