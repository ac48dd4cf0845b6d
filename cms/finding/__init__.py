"""Search: one page for pages, proposals, projects, rounds and campaigns."""
