"""Many updates at once: the newest of each project."""

from django.db import models
from django.db.models import OuterRef, Subquery


class DeliveryUpdateQuerySet(models.QuerySet):
    def newest_of_each_project(self):
        """The update that says where each project stands."""
        newest = self.model.objects.filter(project=OuterRef("project")).order_by("-happened_on", "-pk")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))
