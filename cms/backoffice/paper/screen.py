"""What all screens of paper ballots share: below a round, for those who may look, never cached."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from budgeting.ballots.doors import never_kept
from budgeting.ballots.paper.models import PaperBox
from budgeting.ballots.paper.rules import part_refusal, takes_paper
from cms.backoffice.refusals import refuse
from cms.backoffice.round_screens import RoundScreen
from participation.accounts.rules import AUDITOR, OFFICER, role_refusal
from participation.clock import database_now


def paper_address(pk: int) -> str:
    return reverse("rounds:paper", args=[pk])


@method_decorator(never_kept, name="dispatch")
class PaperScreen(RoundScreen):
    """A screen below /admin/rounds/<pk>/paper/ of a round that takes paper ballots."""

    header_icon = "doc-full"
    # The part of the round's paper that this screen belongs to, where it is one of two that nobody has both.
    part = ""

    def may(self, user, now) -> bool:
        """Who may open this screen, beyond looking at the figures."""
        return True

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, AUDITOR))
        if not takes_paper(self.round):
            raise PermissionDenied(_("This round takes no paper ballots."))
        if not self.may(request.user, database_now()):
            raise PermissionDenied(_("This is not possible now, or another officer does it."))
        if self.part:
            refuse(part_refusal(request.user, self.round, self.part))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return str(self.page_title)

    def get_page_subtitle(self):
        return str(self.round)

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        here = {"url": paper_address(self.round.pk), "label": _("Paper ballots")}
        return items if self.get_page_title() == here["label"] else [*items[:-1], here, items[-1]]

    @cached_property
    def box(self) -> PaperBox:
        boxes = PaperBox.objects.select_related("round__process", "round__phase", "area")
        return get_object_or_404(boxes, pk=self.kwargs["box"], round=self.round)
