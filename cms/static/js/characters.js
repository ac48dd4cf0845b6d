// Says how many characters are left, and lets a long text be pasted whole and then cut, rather than cutting it unseen.
function words(counter, left) {
  const { one, many, overOne, overMany } = counter.dataset;
  const count = Math.abs(left);
  const text = left < 0 ? (count === 1 ? overOne : overMany) : count === 1 ? one : many;
  return text.replace("#", count.toLocaleString(document.documentElement.lang));
}

// A server counts a line break as two characters.
const lengthOf = (text) => [...text.replace(/\r?\n/g, "\r\n")].length;

export function start(counters) {
  for (const counter of counters) {
    const field = document.getElementById(counter.dataset.charactersFor);
    const limit = Number(field?.getAttribute("maxlength"));
    if (!limit) continue;
    field.removeAttribute("maxlength");
    const show = () => {
      const left = limit - lengthOf(field.value);
      counter.textContent = words(counter, left);
      counter.classList.toggle("field__left--over", left < 0);
      counter.setAttribute("role", left <= 20 ? "status" : "none");
    };
    field.addEventListener("input", show);
    show();
  }
}
