"""Makes pages, and the bodies that editors would build."""

from wagtail.models import Page

from cms.models import GuidePage, GuideStepPage, HomePage, NewsIndexPage, NewsPage, StandardPage


def home() -> HomePage:
    return HomePage.objects.get()


def standard(title: str = "About us", parent: Page | None = None, **fields) -> StandardPage:
    return (parent or home()).add_child(instance=StandardPage(title=title, **fields))


def text(html: str) -> list[dict]:
    return [{"type": "text", "value": html}]


def news(count: int) -> NewsIndexPage:
    index = home().add_child(instance=NewsIndexPage(title="News", slug="news"))
    for number in range(count):
        index.add_child(
            instance=NewsPage(title=f"Story {number}", slug=f"story-{number}", intro="It happened.")
        )
    return index


def guide(*titles: str) -> GuidePage:
    found = home().add_child(instance=GuidePage(title="How it works", slug="how-it-works"))
    for title in titles:
        found.add_child(instance=GuideStepPage(title=title))
    return found
