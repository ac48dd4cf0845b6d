"""What the demo prints when it is ready."""

from cms.demo import words

ROLES = {
    "resident": "resident, not yet verified",
    "verified_resident": "resident, verified",
    "facilitator": "facilitator",
    "officer": "council officer",
    "finance": "finance officer",
    "auditor": "auditor",
}


def welcome(address: str) -> str:
    """The address, the log-ins and where mail lies, as plain text."""
    people = words.people()
    width = max(len(person.email) for person in people)
    rows = [f"  {person.email:<{width}}  {ROLES[person.role]}" for person in people]
    return "\n".join(
        [
            "",
            f"{words.town().name} is open:  {address}/",
            "",
            "Log in with one of these addresses; the code comes by mail.",
            *rows,
            "",
            f"Mail, and the second codes that staff need:  {address}/demo/",
            "The council's back office:  " + f"{address}/admin/",
            "Stop with Ctrl+C. Start over with: python manage.py demo --reset",
            "",
        ]
    )
