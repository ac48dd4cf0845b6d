"""Many campaigns at once: which are running, and what each has raised."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Coalesce

from participation.clock import DatabaseNow, database_now

# Between the end and the closing: pledges that came in time and wait at a lock still get in.
CLOSE_WAIT = timedelta(seconds=60)
# Pledges that fell away one by one; what ended with its whole campaign still shows what was reached.
FELL_AWAY = ("cancelled", "unpaid", "refunded", "disputed")
_COUNTED_OF_CAMPAIGN = ~models.Q(pledges__state__in=FELL_AWAY)


def match_is_known() -> models.Q:
    """Of campaigns: no fund is still to share its money with them at its end."""
    return (
        models.Q(match_fund=None)
        | models.Q(match_fund__sharing="first_come")
        | models.Q(match_fund__settled_at__isnull=False)
    )


class MatchFundQuerySet(models.QuerySet):
    def to_settle(self):
        """Funds whose time is over: not settled yet, or money came back to them since."""
        over = self.filter(
            models.Q(end__lte=database_now() - CLOSE_WAIT) | models.Q(settled_at__isnull=False)
        )
        return over.filter(models.Q(settled_at__isnull=True) | models.Q(account__balance__gt=0))


class CampaignQuerySet(models.QuerySet):
    def with_money(self):
        """Campaigns with their accounts and fund, and what their backers did.

        `backers`: distinct people who pledged; `promised` and `followed`: minor units that they pledged and
        that the council added, which a campaign shows even after all was given back.
        """
        return self.select_related("pledged", "matched", "collected", "match_fund", "area").annotate(
            backers=models.Count("pledges__identity", filter=_COUNTED_OF_CAMPAIGN, distinct=True),
            promised=Coalesce(
                models.Sum("pledges__amount", filter=_COUNTED_OF_CAMPAIGN),
                0,
                output_field=models.BigIntegerField(),
            ),
            followed=Coalesce(models.Sum("pledges__match"), 0, output_field=models.BigIntegerField()),
        )

    def public(self):
        """Campaigns that were reviewed and whose time has come; the others are for the council alone."""
        return self.filter(start__lte=DatabaseNow(), reviewed_at__isnull=False)

    def running(self):
        return self.public().filter(end__gt=DatabaseNow(), closed_at__isnull=True)

    def locked(self):
        """The campaigns' own rows, locked until the transaction ends, with their funds."""
        return self.select_for_update(of=("self",)).select_related("match_fund")

    def to_close(self):
        """Ended and not closed; those whose match is shared at the end of their fund wait for it."""
        limit = database_now() - CLOSE_WAIT
        first_round = models.Q(first_end__lte=limit, second_round_at__isnull=True)
        ended = self.filter(models.Q(end__lte=limit) | first_round, closed_at__isnull=True)
        return ended.filter(match_is_known())

    def being_collected(self):
        """Campaigns that go ahead and whose backers are asked to pay."""
        return self.filter(succeeded=True, settled_at__isnull=True)


class PledgeQuerySet(models.QuerySet):
    def counted(self):
        """All but those that were taken back, not paid in time or paid back."""
        return self.exclude(state__in=FELL_AWAY)

    def matchable(self):
        """Pledges that the council can follow: made while the fund's time ran, and not by the organiser or by
        people connected to the campaign; none that fell away."""
        nobody, own = models.Q(identity__user=None), models.Q(identity__user=models.F("campaign__organiser"))
        in_time = models.Q(campaign__match_fund__start=None) | models.Q(
            pledged_at__gte=models.F("campaign__match_fund__start")
        )
        connections = self.model._meta.get_field("campaign").related_model.connected.through
        connected = connections.objects.filter(
            campaign=models.OuterRef("campaign"), user=models.OuterRef("identity__user")
        )
        others = nobody | models.Q(campaign__organiser=None) | ~own
        return self.counted().filter(in_time, others, ~models.Exists(connected))

    def of_fund(self, fund):
        """Pledges to a campaign of this match fund whose match was not given back."""
        kept = models.Q(campaign__closed_at=None) | ~models.Q(campaign__matched__balance=0)
        return self.filter(kept, campaign__match_fund=fund)

    def named_backers(self, campaign):
        """Names of those who wish to be named, newest first, each once."""
        named = self.counted().filter(campaign=campaign, named=True, identity__user__isnull=False)
        return (
            named.exclude(identity__user__display_name="")
            .values_list("identity__user__display_name", flat=True)
            .annotate(newest=models.Max("pk"))
            .order_by("-newest")
        )
