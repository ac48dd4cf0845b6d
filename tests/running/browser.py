"""A browser without a screen: one person's cookies, the CSRF token of the form that was shown, real HTTP."""

import html
import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_TAG = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(name|value|type)="([^"]*)"')
Fields = list[tuple[str, str]]


class Unreachable(Exception):  # noqa: N818 - the server is gone; whether it took the post, nobody knows
    """No whole answer came."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str

    @property
    def goes_to(self) -> str:
        return self.headers["Location"] or ""

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page; of fields with one name the last."""
        tags = [dict(_ATTRIBUTE.findall(tag)) for tag in _TAG.findall(self.text)]
        return {
            tag["name"]: html.unescape(tag.get("value", ""))
            for tag in tags
            if tag.get("type") == "hidden" and "name" in tag
        }


class Browser:
    """Each request opens a connection of its own, so that two may be sent at once."""

    def __init__(self, port: int, session: str):
        self.port, self.cookies = port, {"sessionid": session}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """Raises Unreachable when no whole answer came: the post may have been taken or not."""
        return self._ask("POST", path, fields)

    def _ask(self, method: str, path: str, fields: Fields | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, urlencode(fields or []), headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read().decode())
        except (OSError, HTTPException) as problem:
            raise Unreachable(str(problem)) from problem
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer
