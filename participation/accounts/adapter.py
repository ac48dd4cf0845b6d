"""How django-allauth treats our people."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url) -> bool:
        """Only addresses on this site, whatever the Host header says."""
        return bool(url) and url.startswith("/") and not url.startswith(("//", "/\\"))
