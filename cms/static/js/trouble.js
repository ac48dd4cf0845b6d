// Says when a part of the page could not be sent or fetched, beside the part that it was for.
export function start([template]) {
  let notice = null;
  const tell = ({ detail }) => {
    notice?.remove();
    notice = template.content.firstElementChild.cloneNode(true);
    (detail.target ?? document.querySelector("#main")).before(notice);
  };
  for (const event of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(event, tell);
  document.addEventListener("htmx:afterSwap", () => notice?.remove());
}
