"""Registers every page type and setting with the one app; nothing else lives here."""

from cms.chrome.branding import Branding
from cms.chrome.map_ground import MapGround
from cms.chrome.menus import LegalPages, Menus
from cms.pages.guide import GuidePage, GuideStepPage
from cms.pages.home import HomePage
from cms.pages.news import NewsIndexPage, NewsPage
from cms.pages.questions import QuestionsPage
from cms.pages.standard import StandardPage

__all__ = [
    "Branding",
    "GuidePage",
    "GuideStepPage",
    "HomePage",
    "LegalPages",
    "MapGround",
    "Menus",
    "NewsIndexPage",
    "NewsPage",
    "QuestionsPage",
    "StandardPage",
]
