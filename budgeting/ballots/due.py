"""What falls due by itself: a key whose box was sealed, but which outlived a crash, is destroyed."""

from budgeting.rounds.keys import destroy_key, key_lies_there
from budgeting.rounds.models import Round


def run_due() -> str:
    """Destroys the leftover keys of sealed rounds; says how many. Safe to repeat."""
    sealed = Round.objects.sealed().exclude(key_id="").values_list("key_id", flat=True)
    leftover = [key_id for key_id in sealed if key_lies_there(key_id)]
    for key_id in leftover:
        destroy_key(key_id)
    return f"destroyed {len(leftover)} ballot keys" if leftover else ""
