// Keeps the basket true while people tick and untick. It never sends anything by itself: the buttons do that.
const form = document.querySelector("form[data-ballot]");
const words = JSON.parse(document.getElementById("basket-words").textContent);
const boxes = [...form.querySelectorAll("input[name=choice]")];
const basket = form.querySelector("[data-basket]");
const list = basket.querySelector("[data-basket-list]");
const line = basket.querySelector("[data-basket-line]");

function money(amount) {
  const whole = amount % 10 ** words.digits === 0;
  const digits = whole ? 0 : words.digits;
  const shape = { style: "currency", currency: words.currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, shape).format(amount / 10 ** words.digits);
}

function counted(n, one, many) {
  return (n === 1 ? one : many).replace("#", n);
}

// The number that fills the bar, the words for what is left, and whether it is too much.
function sums(pot, chosen) {
  if (words.counts === "money") {
    const spent = chosen.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
    const left = Number(pot.dataset.amount) - spent;
    const limit = pot.dataset.limit && chosen.length > Number(pot.dataset.limit);
    return { used: spent, text: (left < 0 ? words.over : words.left).replace("#", money(Math.abs(left))), over: left < 0 || limit };
  }
  if (!pot.dataset.limit) return { used: chosen.length, text: counted(chosen.length, words.chosen_one, words.chosen_many), over: false };
  const left = Number(pot.dataset.limit) - chosen.length;
  const text = left < 0 ? counted(-left, words.over_one, words.over_many) : counted(left, words.one, words.many);
  return { used: chosen.length, text, over: left < 0 };
}

function showPot(pot) {
  const chosen = boxes.filter((box) => box.checked && box.dataset.pot === pot.dataset.basketPot);
  const { used, text, over } = sums(pot, chosen);
  const left = pot.querySelector("[data-basket-left]");
  if (left.textContent !== text) left.textContent = text;
  pot.querySelector("[data-basket-bar]").value = used;
  pot.classList.toggle("ballot__sum--over", over);
  return over;
}

function lineOf(box) {
  const item = line.content.firstElementChild.cloneNode(true);
  for (const title of item.querySelectorAll("[data-line-title]")) title.textContent = box.dataset.title;
  item.querySelector("[data-line-cost]").textContent = box.dataset.costText;
  item.querySelector("button").value = box.value;
  return item;
}

function show() {
  const over = [...basket.querySelectorAll("[data-basket-pot]")].map(showPot).includes(true);
  const chosen = boxes.filter((box) => box.checked);
  basket.classList.toggle("basket--over", over);
  list.replaceChildren(...chosen.map(lineOf));
  basket.querySelector("[data-basket-empty]").hidden = chosen.length > 0;
  basket.querySelector("[data-basket-count]").textContent = counted(chosen.length, words.chosen_one, words.chosen_many);
}

form.addEventListener("change", show);
list.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=remove]");
  if (!button) return;
  event.preventDefault();
  const box = boxes.find((each) => each.value === button.value);
  const place = [...list.children].indexOf(button.closest("li"));
  box.checked = false;
  show();
  (list.children[Math.min(place, list.children.length - 1)]?.querySelector("button") ?? box).focus();
});
// A browser that comes back to the page may have kept other ticks than the server sent.
addEventListener("pageshow", show);
basket.querySelector("[data-basket-details]").open = matchMedia("(min-width: 62rem)").matches;
show();
