// Beside the corners of an area in the back office: a map that shows them, and adds one at each click.
import { ground } from "./map.js";

const LINE = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

function corners(text) {
  const found = text.split("\n").map((line) => LINE.exec(line)).filter(Boolean);
  return found.map(([, north, east]) => [Number(north), Number(east)]).filter(([north, east]) => Math.abs(north) <= 90 && Math.abs(east) <= 180);
}

function start(element) {
  const field = document.getElementById(element.dataset.outline);
  element.hidden = false;
  const { map, bounds } = ground(element, JSON.parse(document.getElementById("outline-ground").textContent));
  const shape = window.L.polygon([], { className: "map__drawn", interactive: false }).addTo(map);
  const dots = window.L.layerGroup().addTo(map);

  function show() {
    const ring = corners(field.value);
    shape.setLatLngs(ring);
    dots.clearLayers();
    for (const at of ring) window.L.circleMarker(at, { radius: 4, className: "map__drawn", interactive: false }).addTo(dots);
    return ring;
  }

  const ring = show();
  if (ring.length) map.fitBounds(ring, { padding: [24, 24], animate: false });
  else if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12], animate: false });
  else map.setView([0, 0], 2);
  field.addEventListener("input", show);
  map.on("click", (event) => {
    const { lat, lng } = event.latlng.wrap();
    field.value = `${field.value.trimEnd()}\n${lat.toFixed(6)}, ${lng.toFixed(6)}`.trimStart();
    show();
  });
}

if (window.L) document.querySelectorAll("[data-outline]").forEach(start);
