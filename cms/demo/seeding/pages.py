"""The town's pages, menus and name."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from budgeting.models import Round
from cms.blocks.plain import as_html
from cms.demo import words
from cms.demo.seeding.clock import at_hour
from cms.demo.shapes import Page as PageWords
from cms.demo.shapes import Section, Step
from cms.models import (
    Branding,
    GuidePage,
    GuideStepPage,
    HomePage,
    LegalPages,
    Menus,
    NewsIndexPage,
    NewsPage,
    QuestionsPage,
    StandardPage,
)
from participation.models import Process


def seed_pages(*, pictures: Path, ideas: Process, voting: Round, built: Round) -> None:
    home = _home()
    guide = _guide(home, pictures, ideas, voting, built)
    news = _news(home, pictures)
    questions = _questions(home)
    standing = {page.slug: _standing(home, page) for page in words.pages()}
    _settings(home, standing, main=[guide, news], foot=[standing["about"], questions])


def _home() -> HomePage:
    page = words.home()
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for old in root.get_children():
        old.delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(
            title=words.town().programme,
            slug="home",
            headline=page.title,
            intro=page.intro,
        )
    )
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True, site_name=page.title)
    return home


def _sections(sections: tuple[Section, ...]) -> list[dict]:
    body = []
    for section in sections:
        if section.heading:
            body.append({"type": "heading", "value": section.heading})
        body.append({"type": "text", "value": as_html(section.text)})
    return body


def _standing(home: HomePage, page: PageWords) -> StandardPage:
    return home.add_child(
        instance=StandardPage(
            title=page.title, slug=page.slug, intro=page.intro, body=_sections(page.sections)
        )
    )


def _guide(home: HomePage, pictures: Path, ideas: Process, voting: Round, built: Round) -> GuidePage:
    wording = words.guide()
    guide = home.add_child(instance=GuidePage(title=wording.title, slug=wording.slug, intro=wording.intro))
    addresses = {
        "ideas": reverse("proposal_list", args=[ideas.slug]),
        "write": reverse("proposal_new", args=[ideas.slug]),
        "ballot": voting.get_absolute_url(),
        "result": reverse("result", args=[built.process.slug]),
        "spending": built.get_absolute_url(),
    }
    for step in wording.steps:
        guide.add_child(
            instance=GuideStepPage(
                title=step.title,
                slug=step.slug,
                intro="",
                picture=_image(pictures, f"guide-{step.slug}", step.title, step.picture.alt),
                picture_alt=step.picture.alt,
                body=_step_body(step, addresses),
            )
        )
    return guide


def _step_body(step: Step, addresses: dict[str, str]) -> list[dict]:
    body: list[dict] = [{"type": "text", "value": as_html(step.text)}]
    if step.tip:
        body.append({"type": "notice", "value": {"tone": "info", "title": "", "text": step.tip}})
    if step.action:
        value = {"label": step.action_words, "page": None, "address": addresses[step.action]}
        body.append({"type": "action", "value": value})
    return body


def _news(home: HomePage, pictures: Path) -> NewsIndexPage:
    index = home.add_child(
        instance=NewsIndexPage(title="News", slug="news", intro="What happened lately, and what comes next.")
    )
    for item in words.news():
        index.add_child(
            instance=NewsPage(
                title=item.title,
                slug=item.slug,
                intro=item.summary,
                date=at_hour(item.days, 12).date(),
                picture=_image(pictures, item.slug, item.title, item.picture.alt),
                picture_alt=item.picture.alt,
                body=[{"type": "text", "value": as_html(item.text)}],
            )
        )
    return index


def _questions(home: HomePage) -> QuestionsPage:
    items = [{"question": one.question, "answer": as_html(one.answer)} for one in words.questions()]
    body = [{"type": "questions", "value": {"heading": "", "questions": items}}]
    return home.add_child(
        instance=QuestionsPage(
            title="Questions and answers",
            slug="questions",
            intro="What people ask most, answered in a few lines.",
            body=body,
        )
    )


def _image(pictures: Path, name: str, title: str, alt: str):
    file = ContentFile((pictures / f"{name}.webp").read_bytes(), name=f"{name}.webp")
    image = get_image_model()(title=title, description=alt[:255], file=file)
    image.save()
    return image


def _link(label: str, *, page: Page | None = None, address: str = "") -> dict:
    return {"type": "link", "value": {"label": label, "page": page.pk if page else None, "address": address}}


def _settings(home: HomePage, standing: dict, *, main: list[Page], foot: list[Page]) -> None:
    town = words.town()
    branding = Branding.load()
    branding.site_name, branding.organisation = town.programme, town.council
    branding.full_clean()
    branding.save()
    menus = Menus.load()
    menus.main = [
        _link("Take part", address=reverse("process_list")),
        _link("Crowdfunding", address=reverse("campaign_list")),
        *(_link(page.title, page=page) for page in main),
    ]
    menus.foot = [
        *(_link(page.title, page=page) for page in foot),
        _link("Audit log", address=reverse("audit_heads")),
    ]
    menus.full_clean()
    menus.save()
    legal = LegalPages.load()
    for name in ("privacy", "accessibility", "terms"):
        setattr(legal, name, standing[name])
    legal.save()
