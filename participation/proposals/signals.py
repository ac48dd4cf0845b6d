"""What the floors above must know of proposals while it happens, in the same transaction."""

from django.dispatch import Signal

# With actor, old and new: `old` went into `new`.
merged = Signal()
# With actor, kept and new: `new` was split from `kept`.
split = Signal()
