// "Use where I am": asks the browser once, keeps about a hundred metres of it in the address, and stores nothing.
import { announce } from "./announce.js";

export function start(buttons) {
  if (!navigator.geolocation) return;
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => ask(button));
  }
}

function ask(button) {
  const form = document.getElementById(button.dataset.near);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.near.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
      form.elements.sort.value = "near";
      form.submit();
    },
    () => {
      announce(button.dataset.refused);
      button.textContent = button.dataset.refused;
    },
    { maximumAge: 600_000, timeout: 15_000 },
  );
}
