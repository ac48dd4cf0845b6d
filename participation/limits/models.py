"""How often something was done lately: one row for each limit and each person, address or device."""

from django.db import models


class ActCount(models.Model):
    # A keyed hash, so that no address lies here and nobody can look up what a person did.
    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    # Seconds since 1970 by the database's clock: one statement counts and begins anew on every database.
    ends_at = models.BigIntegerField(db_index=True)


class SharedLimit(models.Model):
    """A cache of Django's in the database, where the one-process site keeps django-allauth's limits."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
