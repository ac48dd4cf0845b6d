"""All wiring of the back office into Wagtail; the screens themselves live in cms.backoffice."""

from wagtail import hooks

from cms.backoffice.choosers import campaign_chooser, process_chooser, round_chooser


@hooks.register("register_admin_viewset")
def choosers():
    return [process_chooser, round_chooser, campaign_chooser]
