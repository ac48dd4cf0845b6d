"""Cells of files for spreadsheets: what people wrote stays text there, and never becomes a formula."""

# Signs that a spreadsheet takes for the beginning of a formula, in their wide forms too.
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(text: str) -> str:
    """The words, with a quotation mark before them where a spreadsheet would calculate."""
    return f"'{text}" if text.lstrip(" ").startswith(SIGNS) else text
