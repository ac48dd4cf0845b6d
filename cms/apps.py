"""The top floor: the site, its pages and the council's back office."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self):
        from cms.backoffice.addresses import offer_addresses
        from cms.chrome.map_ground import chosen_tiles
        from participation.copies import forget_copies
        from participation.maps import read_tiles_from
        from participation.moderation.redacting import words_left

        read_tiles_from(chosen_tiles)
        offer_addresses()
        words_left.connect(forget_copies)
