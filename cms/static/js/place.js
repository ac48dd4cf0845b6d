// A map that writes two number fields: by tapping, or by moving the map under its cross. Without it the fields do.
import { ground } from "./map.js";

export function start(elements) {
  if (window.L) elements.forEach(offer);
}

function offer(element) {
  const facts = JSON.parse(document.getElementById(element.dataset.placeMap).textContent);
  const fields = [element.dataset.north, element.dataset.east].map((id) => document.getElementById(id));
  if (!facts.outlines.length && !facts.tiles && !fields[0].value) return;
  element.hidden = false;
  // The numbers step aside for the map, unless something is wrong with them.
  for (const field of fields) field.closest(".field").hidden = !field.getAttribute("aria-invalid");
  const { map, bounds } = ground(element.querySelector(".map"), facts);
  element.querySelector(".map").classList.add("map--cross");
  let pin = null;

  function show() {
    const at = fields.map((field) => parseFloat(field.value));
    pin?.remove();
    pin = at.every(Number.isFinite) ? window.L.circleMarker(at, { radius: 10, className: "map__chosen", interactive: false }).addTo(map) : null;
    return pin && at;
  }

  function put(at) {
    fields.forEach((field, index) => {
      field.value = at ? at[index].toFixed(6) : "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    show();
    say(at ? element.dataset.set : element.dataset.taken);
    if (at) guess();
  }

  function say(words) {
    element.querySelector("[data-said]").textContent = words;
  }

  // The site says in which part of town the pin lies; an empty choice is filled in, another one stays.
  async function guess() {
    const [north, east] = fields.map((field) => field.value);
    const choice = element.closest("form").elements.area;
    try {
      const answer = await fetch(`${element.dataset.areaOfPin}?${new URLSearchParams({ north, east })}`);
      const facts = await answer.json();
      if (!facts.words || fields[0].value !== north || fields[1].value !== east) return;
      const other = facts.area && choice?.value && choice.value !== String(facts.area);
      if (facts.area && choice && !choice.value) {
        choice.value = facts.area;
        choice.dispatchEvent(new Event("input", { bubbles: true }));
      }
      say([element.dataset.set, facts.words, other ? element.dataset.other : ""].filter(Boolean).join(" "));
    } catch {
      // The pin is kept; which part of town it is in stays to be chosen.
    }
  }

  const pair = ({ lat, lng }) => [lat, lng];
  const chosen = show();
  if (chosen) map.setView(chosen, 15);
  else if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12], animate: false });
  else map.setView([0, 0], 2);
  map.on("click", (event) => put(pair(event.latlng.wrap())));
  element.querySelector("[data-put]").addEventListener("click", () => put(pair(map.getCenter().wrap())));
  element.querySelector("[data-take]").addEventListener("click", () => put(null));
}
