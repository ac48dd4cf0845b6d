"""The middle floor: money."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BudgetingConfig(AppConfig):
    name = "budgeting"
    verbose_name = _("Budgeting")

    def ready(self):
        from budgeting.ballots import kind as ballots
        from budgeting.ballots import personal as personal_ballots
        from budgeting.crowdfunding import kind as crowdfunding
        from budgeting.crowdfunding import personal as personal_pledges
        from budgeting.crowdfunding import words as words_of_campaigns
        from budgeting.delivery import kind as delivery
        from budgeting.pictures import shown_here
        from budgeting.results import kind as results
        from budgeting.results import personal as personal_objections
        from budgeting.rounds import kind as rounds
        from budgeting.rounds import words as words_of_projects
        from budgeting.rounds.assessing import kind as assessments
        from budgeting.rounds.assessing import personal as personal_answers
        from participation.proposals.files import also_used_by

        for slice_kind in (rounds, assessments, ballots, results, crowdfunding, delivery):
            slice_kind.offer()
        for holding in (personal_ballots, personal_objections, personal_pledges, personal_answers):
            holding.offer()
        also_used_by(shown_here)
        for holder in (words_of_projects, words_of_campaigns):
            post_migrate.connect(holder.WORDS.keep_up, sender=self, dispatch_uid=holder.__name__)
