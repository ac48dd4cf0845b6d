// Keeps the basket true while people mark projects. It never sends anything by itself: the buttons do that.
import { makeRoom, swapPlaces } from "./places.js";

const form = document.querySelector("form[data-ballot]");
const words = JSON.parse(document.getElementById("basket-words").textContent);
const basket = form.querySelector("[data-basket]");
const line = basket.querySelector("[data-basket-line]");
const said = basket.querySelector("[data-basket-said]");
const ticks = !["places", "points"].includes(words.unit);
const pots = [...basket.querySelectorAll("[data-basket-pot]")].map((sum) => ({
  sum,
  marks: [...form.querySelectorAll(`[data-mark][data-pot="${sum.dataset.basketPot}"]`)],
  lines: basket.querySelector(`[data-basket-lines="${sum.dataset.basketPot}"]`),
}));

function money(amount) {
  const whole = amount % 10 ** words.digits === 0;
  const digits = whole ? 0 : words.digits;
  const shape = { style: "currency", currency: words.currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, shape).format(amount / 10 ** words.digits);
}

function counted(n, one, many) {
  return (n === 1 ? one : many).replace("#", n);
}

// What stands beside a project: 1 for a tick, its place, or its points; 0 for nothing and for what is no number.
function valueOf(mark) {
  if (ticks) return mark.checked ? 1 : 0;
  return /^\d{1,5}$/.test(mark.value) ? Number(mark.value) : 0;
}

function clear(mark) {
  if (ticks) mark.checked = false;
  else mark.value = "";
}

function chosenOf(pot) {
  const chosen = pot.marks.filter(valueOf);
  if (words.unit === "places") chosen.sort((one, other) => valueOf(one) - valueOf(other));
  return chosen;
}

// The number that fills the bar, the words for what is left, and whether it is too much.
function sums({ dataset }, chosen) {
  if (words.unit === "money") {
    const spent = chosen.reduce((sum, mark) => sum + Number(mark.dataset.cost), 0);
    const left = Number(dataset.amount) - spent;
    const limit = dataset.limit && chosen.length > Number(dataset.limit);
    return { used: spent, text: (left < 0 ? words.over : words.left).replace("#", money(Math.abs(left))), over: left < 0 || limit };
  }
  const used = words.unit === "points" ? chosen.reduce((sum, mark) => sum + valueOf(mark), 0) : chosen.length;
  if (!dataset.limit) return { used, text: counted(used, words.chosen_one, words.chosen_many), over: false };
  const left = Number(dataset.limit) - used;
  const text = left < 0 ? counted(-left, words.over_one, words.over_many) : counted(left, words.one, words.many);
  return { used, text, over: left < 0 || chosen.length > Number(dataset.most ?? Infinity) };
}

function lineOf(mark) {
  const item = line.content.firstElementChild.cloneNode(true);
  for (const title of item.querySelectorAll("[data-line-title]")) title.textContent = mark.dataset.title;
  for (const button of item.querySelectorAll("button")) button.value = mark.dataset.number;
  const place = item.querySelector("[data-line-place]");
  if (place) place.textContent = mark.value;
  const amount = item.querySelector("[data-line-amount]");
  if (amount) amount.textContent = words.unit === "points" ? counted(valueOf(mark), words.point_one, words.point_many) : mark.dataset.costText;
  return item;
}

function showPot(pot) {
  const chosen = chosenOf(pot);
  const { used, text, over } = sums(pot.sum, chosen);
  const left = pot.sum.querySelector("[data-basket-left]");
  if (left.textContent !== text) left.textContent = text;
  pot.sum.querySelector("[data-basket-bar]").value = used;
  pot.sum.classList.toggle("ballot__sum--over", over);
  pot.lines.querySelector("ol").replaceChildren(...chosen.map(lineOf));
  pot.lines.hidden = chosen.length === 0;
  return over;
}

function show() {
  const over = pots.map(showPot).includes(true);
  const count = pots.reduce((sum, pot) => sum + chosenOf(pot).length, 0);
  basket.classList.toggle("ballot--over", over);
  basket.querySelector("[data-basket-empty]").hidden = count > 0;
  basket.querySelector("[data-basket-count]").textContent = counted(count, words.chosen_one, words.chosen_many);
}

// From here on the places that stand are where the next move starts from.
function settled() {
  if (words.unit === "places") for (const { marks } of pots) for (const mark of marks) mark.dataset.was = valueOf(mark);
  show();
}

function say(mark) {
  const words_ = valueOf(mark) ? words.place : words.no_place;
  said.textContent = words_.replace("##", mark.dataset.title).replace("#", valueOf(mark));
}

const markOf = (button) => form.querySelector(`[data-mark][data-number="${button.value}"]`);
const potOf = (mark) => pots.find(({ marks }) => marks.includes(mark));

// Each button does here what the server does for it without a script; the focus stays where the person is.
const acts = {
  more: (mark) => { mark.value = valueOf(mark) + 1; },
  less: (mark) => { mark.value = Math.max(valueOf(mark) - 1, 0) || ""; },
  remove: clear,
  up: (mark) => { swapPlaces(mark, chosenOf(potOf(mark)), -1); say(mark); },
  down: (mark) => { swapPlaces(mark, chosenOf(potOf(mark)), 1); say(mark); },
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !Object.hasOwn(acts, button.name)) return;
  event.preventDefault();
  const list = button.closest("ol");
  const at = list ? [...list.children].indexOf(button.closest("li")) : 0;
  const mark = markOf(button);
  acts[button.name](mark);
  settled();
  if (!list) return;
  const moved = list.querySelector(`button[name="${button.name}"][value="${button.value}"]`);
  const next = list.children[Math.min(at, list.children.length - 1)]?.querySelector("button[name=remove]");
  (moved ?? next ?? mark).focus();
});

// The keys pass through other places on their way to the wanted one, so the others make room once the list is left.
function settle({ target }) {
  if (words.unit !== "places" || !("mark" in target.dataset) || String(valueOf(target)) === target.dataset.was) return;
  const dropped = makeRoom(target, potOf(target).marks, target.options.length - 1);
  say(dropped ?? target);
  settled();
}
let pointed = false;
form.addEventListener("pointerdown", () => { pointed = true; });
form.addEventListener("keydown", () => { pointed = false; });
form.addEventListener("change", (event) => {
  if (pointed) settle(event);
  show();
});
form.addEventListener("focusout", settle);
form.addEventListener("input", show);
// A browser that comes back to the page may have kept other marks than the server sent.
addEventListener("pageshow", settled);
const details = basket.querySelector("[data-basket-details]");
details.open ||= matchMedia("(min-width: 62rem)").matches;
settled();

// What has the focus is never under the basket: the page scrolls it clear of the basket's own height.
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--basket", `${basket.offsetHeight}px`);
}).observe(basket);
