// While someone types "@ro", offers the people of the discussion whose names begin so, as buttons below the field.
const TYPED = /(?:^|\s)@([\p{L}\p{M}\p{N}'’. -]{1,40})$/u;
const WAIT = 250;

export function start(fields) {
  for (const field of fields) if (field.form?.dataset.people) offer(field);
}

function offer(field) {
  const list = document.createElement("div");
  list.className = "mention-list";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", field.form.dataset.peopleLabel);
  list.hidden = true;
  field.after(list);
  let timer = 0;
  let asked = "";
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, WAIT);
  });
  field.form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    hide();
    field.focus();
  });

  async function look() {
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart))?.[1] ?? "";
    asked = typed;
    if (!typed) return hide();
    const address = new URL(field.form.dataset.people, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && asked === typed) show((await answer.json()).people, typed);
    } catch {
      hide(); // no network: a name can be typed in full
    }
  }

  function show(people, typed) {
    list.replaceChildren(...people.map((person) => button(person, typed)));
    list.hidden = !people.length;
  }

  function button(person, typed) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = `@${person.name}, ${person.note}`;
    made.addEventListener("click", () => choose(person, typed));
    return made;
  }

  function choose(person, typed) {
    const end = field.value.slice(0, field.selectionStart).lastIndexOf(`@${typed}`) + 1;
    field.setRangeText(`${person.name} `, end, end + typed.length, "end");
    remember(person);
    hide();
    field.focus();
  }

  // Several people may have this name: the form says which one was chosen.
  function remember(person) {
    let chosen = [...field.form.elements].find((each) => each.type === "hidden" && each.name === person.field);
    if (!chosen) {
      chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = person.field;
      field.form.append(chosen);
    }
    chosen.value = person.value;
  }

  function hide() {
    list.hidden = true;
    list.replaceChildren();
  }
}
