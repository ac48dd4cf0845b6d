"""A person without a mouse: finds things by role and name, gets there by Tab, and must see where they are."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

# More stops than the longest page has: whoever tabs this often without arriving cannot arrive.
STOPS = 400
# The browser may still be scrolling to where the focus went.
LOOKS = 40
# Found once for a whole walk with the Tab key: finding by role and name is dear on a long page.
WANT = "elements => { window.wantedByKeys = elements; }"
# The place of the focus among them, -1 while it is elsewhere, -2 when the page was changed meanwhile.
WHERE = """() => window.wantedByKeys?.length && window.wantedByKeys.every(element => element.isConnected)
  ? window.wantedByKeys.indexOf(document.activeElement) : -2"""
# The focus ring may stand on the control itself or on what is drawn in its place: its label or neighbour.
SEEN = """element => {
  const ringed = node => {
    const style = node && getComputedStyle(node);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const drawn = [element, element.nextElementSibling, element.closest("label"), element.parentElement];
  const box = element.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const hit = points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    const own = top && (element.contains(top) || top.contains(element));
    return own || (top && top.closest("label")?.control === element);
  });
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const cover = over ? over.outerHTML.slice(0, 150) : "the edge of the window";
  return {ring: drawn.some(ringed), cover: hit ? "" : cover};
}"""
Name = str | re.Pattern


class Keyboard:
    def __init__(self, page: Page):
        self.page = page

    def reach(self, role: str, name: Name, *, within: Locator | None = None) -> Locator:
        """Tab to the element; fails when it cannot be reached or the focus cannot be seen there."""
        found = (within or self.page).get_by_role(role, name=name)
        expect(found.first).to_be_visible()
        return self.reach_one_of(found, f"{role} “{name}”")

    def reach_one_of(self, found: Locator, words: str) -> Locator:
        found.evaluate_all(WANT)
        place = self._place(found)
        for _stop in range(STOPS):
            if place >= 0:
                break
            self.page.keyboard.press("Tab")
            place = self._place(found)
        assert place >= 0, f"the Tab key never reaches {words} on {self.page.url}"
        here = found.nth(place)
        seen = here.evaluate(SEEN)
        for _look in range(LOOKS):
            if seen["ring"] and not seen["cover"]:
                break
            self.page.wait_for_timeout(25)
            seen = here.evaluate(SEEN)
        assert seen["ring"], f"no focus is visible on {words} on {self.page.url}"
        assert not seen["cover"], f"{words} has the focus on {self.page.url} under {seen['cover']}"
        return here

    def _place(self, found: Locator) -> int:
        place = self.page.evaluate(WHERE)
        if place == -2:
            found.evaluate_all(WANT)
            place = self.page.evaluate(WHERE)
        return place

    def press(self, role: str, name: Name, *, within: Locator | None = None) -> None:
        """Enter on a button or link that stays on this page."""
        self.reach(role, name, within=within)
        self.page.keyboard.press("Enter")

    def follow(self, role: str, name: Name, *, within: Locator | None = None) -> None:
        """Enter on a link or button that leads to another page."""
        self.reach(role, name, within=within)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def write(self, label: Name, text: str, *, role: str = "textbox", within: Locator | None = None) -> None:
        """Replace what stands in a field by `text`."""
        field = self.reach(role, label, within=within)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        expect(field).to_have_value(re.compile(re.escape(text.replace("\n", "\n").strip())))

    def write_date(self, label: Name, iso: str) -> None:
        """Type a day into the three boxes of a date."""
        boxes = self.page.get_by_role("group", name=label)
        for part, text in zip(("Year", "Month", "Day"), iso.split("-"), strict=True):
            self.write(part, text, within=boxes)

    def choose(self, name: Name, *, within: Locator | None = None) -> None:
        """Choose one of a group of radio buttons, by the arrow keys where Tab stops at another of them."""
        wanted = (within or self.page).get_by_role("radio", name=name)
        group = self.page.locator(f'input[type="radio"][name="{wanted.first.get_attribute("name")}"]')
        self.reach_one_of(group, f"the choices with “{name}”")
        for _each in range(group.count()):
            if wanted.first.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.first.is_checked():
            self.page.keyboard.press("Space")
        expect(wanted.first).to_be_checked()

    def tick(self, name: Name, *, within: Locator | None = None) -> None:
        """Change a checkbox."""
        box = self.reach("checkbox", name, within=within)
        before = box.is_checked()
        self.page.keyboard.press("Space")
        expect(box).to_be_checked(checked=not before)

    def select(self, label: Name, option: str) -> None:
        """Choose an entry of a drop-down list by typing its first letters."""
        field = self.reach("combobox", label)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def give_file(self, label: Name, file: Path | dict) -> None:
        """Open the browser's own file window from a file field and choose one."""
        field = self.page.get_by_label(label)
        self.reach_one_of(field, f"the file field “{label}”")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)
