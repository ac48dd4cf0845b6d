"""Wagtail's account screen without names, addresses and passwords: those are on the person's own page."""

from wagtail.admin.views.account import (
    AccountView,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
    ThemeSettingsPanel,
)

KEPT = (NotificationsSettingsPanel, LocaleSettingsPanel, ThemeSettingsPanel)


class StaffAccountView(AccountView):
    def get_panels(self):
        return [panel for panel in super().get_panels() if isinstance(panel, KEPT)]
