"""Finds what an address names, for those who may see it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from participation.debate import rules
from participation.debate.discussion import with_people
from participation.debate.models import Comment


def comment_or_404(user: Any, pk: int) -> Comment:
    related = ("thread", "parent__author", "top__author", "under")
    comment = get_object_or_404(with_people(Comment.objects.all()).select_related(*related), pk=pk)
    if not rules.may_see(user, comment):
        raise Http404
    return comment
