"""What every page must hold: axe's WCAG 2.2 AA rules, one main heading, landmarks, no sideways scrolling."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Wagtail's own header and menu are Wagtail's matter.
OFFICE_MAIN = "main .w-content, main"
# Where scripts are off, the page's own timers stand still; axe only wants to come back later.
NO_TIMERS = "() => { window.setTimeout = later => { Promise.resolve().then(later); return 1; }; }"
START = """([tags, scope]) => {
  window.axeFound = null;
  axe.run(scope ? {include: [scope]} : document, {runOnly: tags, resultTypes: ["violations"]}).then(
    results => { window.axeFound = results.violations.map(rule => ({
      rule: rule.id, help: rule.help,
      nodes: rule.nodes.map(node => `${node.target}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    })); },
    error => { window.axeFound = [{rule: "axe itself", help: String(error), nodes: []}]; });
}"""
OUTLINE = """() => ({
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main").length,
  header: document.querySelectorAll("body > header").length,
  footer: document.querySelectorAll("body > footer").length,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  title: document.title.trim().length,
})"""


def violations(page: Page, *, scripts: bool = True, scope: str = "") -> list[str]:
    """Each broken rule with its places, as text; `scope` is a CSS selector of what is ours."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SOURCE)
    if not scripts:
        page.evaluate(NO_TIMERS)
    page.evaluate(START, [TAGS, scope])
    while (found := page.evaluate("() => window.axeFound")) is None:
        page.wait_for_timeout(20)
    return [f"{each['rule']}: {each['help']}\n    " + "\n    ".join(each["nodes"]) for each in found]


def office_faults(page: Page, *widths: int) -> list[str]:
    """What does not hold in our part of a back-office screen, at each width of the window."""
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found = violations(page, scope=OFFICE_MAIN)
        faults += [f"{width} px: {fault}" for fault in [*found, *sideways(page)]]
    return faults


def outline_faults(page: Page) -> list[str]:
    """What the outline of a public page lacks."""
    outline = page.evaluate(OUTLINE)
    faults = [
        f"{outline[name]} of {name}" for name in ("h1", "main", "header", "footer") if outline[name] != 1
    ]
    faults += ["no title"] if not outline["title"] else []
    return faults + sideways(page)


def sideways(page: Page) -> list[str]:
    wide = page.evaluate(OUTLINE)["wide"]
    return [f"scrolls sideways by {wide} px"] if wide else []
