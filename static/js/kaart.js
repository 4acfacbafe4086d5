// The map (templates/dashboards/kaart.html) without loading it again. Who points at a gemeente or comes to it by keyboard
// reads what it answered in the line above the map; a first tap names, a second opens. One tab stop: arrows lead to the
// gemeente beside it. Without this file each shape is a link to the map with that gemeente named.
"use strict";

{
  const map = document.querySelector("[data-kaart]");
  const [line, text, link, edge] = ["regel", "tekst", "link", "rand"].map((part) => document.querySelector(`[data-kaart${part}]`));
  const places = [...map.querySelectorAll("a")];
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let named = null;
  let tap = null; // the gemeente that was named when a finger came down, or true for none

  function name(place) {
    if (place === named) return;
    named = place;
    const page = map.dataset.kaart.replace("GM0000", place.getAttribute("href").match(/GM\w{4}/)[0]);
    place.setAttribute("href", page);
    text.textContent = place.querySelector("title").textContent;
    link.setAttribute("href", page);
    link.hidden = false;
    edge.setAttribute("d", place.querySelector("path").getAttribute("d"));
  }

  // The line lies over the map when one scrolls, and what has the focus may not be under it.
  function show(place) {
    const [box, top] = [place.getBoundingClientRect(), line.getBoundingClientRect().bottom];
    if (box.top < top) window.scrollBy(0, box.top - top - 8);
    else if (box.bottom > window.innerHeight) window.scrollBy(0, Math.min(box.bottom - window.innerHeight + 8, box.top - top));
  }

  const middle = (place) => {
    const box = place.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  // The nearest that lies that way, as the map is drawn: of those that touch, or else of all.
  function beside(place, [across, down]) {
    const [x, y] = middle(place);
    const nearest = (among) => {
      let [found, least] = [null, Infinity];
      for (const other of among) {
        const [there, below] = middle(other);
        const ahead = (there - x) * across + (below - y) * down;
        const aside = Math.abs((there - x) * down) + Math.abs((below - y) * across);
        if (other !== place && ahead > 0 && aside <= ahead && ahead + aside < least) [found, least] = [other, ahead + aside];
      }
      return found;
    };
    const touching = (place.dataset.naast || "").split(" ").filter(Boolean).map((number) => places[number]);
    return nearest(touching) || nearest(places);
  }

  const placeOf = (event) => event.target.closest("[data-kaart] a");

  map.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && placeOf(event)) name(placeOf(event));
  });
  map.addEventListener("pointerdown", (event) => {
    tap = event.pointerType === "touch" ? named || true : null;
    if (tap) line.setAttribute("role", "status"); // who cannot see the line hears it
  });
  map.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (!place) return;
    if (tap && tap !== place) event.preventDefault();
    tap = null;
    name(place);
  });
  // Not on the drawing itself: Chromium lets the keyboard stop at an SVG that listens for the focus.
  map.parentElement.addEventListener("focusin", (event) => {
    const place = placeOf(event);
    if (!place) return;
    for (const other of places) if (other.tabIndex === 0) other.tabIndex = -1;
    place.tabIndex = 0;
    name(place);
    if (!tap) show(place);
  });
  map.addEventListener("keydown", (event) => {
    tap = null;
    const way = ways[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    beside(placeOf(event), way)?.focus({ preventScroll: true });
  });

  // The table is searched while one types.
  const [table, found] = [document.querySelector("[data-kaarttabel]"), document.querySelector("[data-kaartgevonden]")];
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  table.querySelector("[type=search]").addEventListener("input", (event) => {
    const sought = plain(event.target.value);
    let count = 0;
    for (const row of table.querySelectorAll("tbody tr")) {
      const to = row.querySelector("a");
      row.hidden = !plain(to.textContent).includes(sought) && to.getAttribute("href").match(/GM\w{4}/)[0].toLowerCase() !== sought;
      count += !row.hidden;
    }
    for (const group of table.querySelectorAll("[data-kaartgroep]")) {
      group.hidden = !group.querySelector("tbody tr:not([hidden])");
      group.open = sought !== "" && !group.hidden;
    }
    found.textContent = sought ? `${count} ${count === 1 ? "gemeente" : "gemeenten"} gevonden.` : "";
  });
}
