"""What slices above may want to hear about people."""

from django.dispatch import Signal

# Sent after commit with `user_pk`: whatever this person has open must close.
person_blocked = Signal()
