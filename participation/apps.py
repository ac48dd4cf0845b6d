"""The lowest floor: people and talk."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from participation.accounts.privacy import own
        from participation.accounts.signals import export_ready, person_blocked, remember_language
        from participation.areas import kind as areas
        from participation.debate import kind as debate
        from participation.debate import personal as personal_talk
        from participation.debates import kind as debates
        from participation.debates import personal as personal_debates
        from participation.debates import words as words_of_debates
        from participation.live.wake import close_blocked
        from participation.moderation import kind as moderation
        from participation.moderation import personal as personal_moderation
        from participation.notices import kind as notices
        from participation.notices import personal as personal_notices
        from participation.processes import kind as processes
        from participation.processes import words as words_of_processes
        from participation.proposals import kind as proposals
        from participation.proposals import personal as personal_proposals
        from participation.proposals import words as words_of_proposals
        from participation.proposals.files import follow_rows
        from participation.votes import kind as votes
        from participation.votes import personal as personal_votes
        from participation.votes import words as words_of_polls

        for slice_kind in (areas, notices, processes, moderation, proposals, debates, debate, votes):
            slice_kind.offer()
        personal = (own, personal_notices, personal_moderation, personal_proposals, personal_debates)
        for holdings in (*personal, personal_talk, personal_votes):
            holdings.offer()
        export_ready.connect(personal_notices.tell_of_export)
        person_blocked.connect(close_blocked)
        follow_rows(post_delete)
        for holder in (words_of_proposals, words_of_debates, words_of_polls, words_of_processes):
            post_migrate.connect(holder.WORDS.keep_up, sender=self, dispatch_uid=holder.__name__)
        user_logged_in.connect(remember_language)
