"""An act that the plain model refuses is refused, with its reason, and leaves nothing."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import TestCase


@contextmanager
def expected(refusal: str):
    """The act is refused with this code or on this field, and leaves nothing; "" for an act that is done."""
    met = ""
    try:
        with transaction.atomic(), TestCase.captureOnCommitCallbacks(execute=True):
            yield
    except PermissionDenied:
        met = "denied"
    except ValidationError as problem:
        met = next(iter(problem.error_dict)) if hasattr(problem, "error_dict") else problem.code
    assert met == refusal
