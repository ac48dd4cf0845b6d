"""Many campaigns at once: which are running, and what each has raised."""

from django.db import models

from participation.clock import DatabaseNow


class CampaignQuerySet(models.QuerySet):
    def with_money(self):
        """Campaigns with their accounts and fund, and `backers`: distinct people who pledged."""
        return self.select_related("pledged", "matched", "match_fund", "area").annotate(
            backers=models.Count("pledges__identity", distinct=True)
        )

    def public(self):
        """Campaigns whose time has come; those being prepared are for the council alone."""
        return self.filter(start__lte=DatabaseNow())

    def running(self):
        return self.public().filter(end__gt=DatabaseNow())

    def locked(self):
        """The campaigns' own rows, locked until the transaction ends, with their funds."""
        return self.select_for_update(of=("self",)).select_related("match_fund")

    def to_close(self):
        return self.filter(end__lte=DatabaseNow(), closed_at__isnull=True)


class PledgeQuerySet(models.QuerySet):
    def named_backers(self, campaign):
        """Names of those who wish to be named, newest first, each once."""
        named = self.filter(campaign=campaign, named=True, identity__user__isnull=False)
        return (
            named.exclude(identity__user__display_name="")
            .values_list("identity__user__display_name", flat=True)
            .annotate(newest=models.Max("pk"))
            .order_by("-newest")
        )
