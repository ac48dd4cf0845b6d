"""Who a form says is writing."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


def writer_on(page: HttpResponse) -> str:
    """The signed name of who writes, as the form on a page carries it."""
    return BeautifulSoup(page.content, "html.parser").find("input", {"name": "writer"})["value"]
