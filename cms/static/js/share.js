// Shows the button that shares or copies the address, where the browser can do either.
export function start(buttons) {
  for (const button of buttons) {
    if (!navigator.share && !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { share: url, title, done } = button.dataset;
      if (navigator.share) return navigator.share({ url, title }).catch(() => {});
      await navigator.clipboard.writeText(url);
      const words = button.querySelector("span");
      words.setAttribute("role", "status");
      words.textContent = done;
    });
  }
}
