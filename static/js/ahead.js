// The page of the plan: its PDF may be made before anybody asks for it, when the page is left or has lain still for a while.
// Without this the PDF is made when it is asked for.
"use strict";

const STILL = 5000;
const asking = document.querySelector("form[data-vooraf]");
let isTold = false; // of the plan as the page shows it now
let still = null;

function tell() {
  if (isTold) return;
  isTold = true;
  fetch(asking.dataset.vooraf, { keepalive: true, redirect: "manual" }).catch(() => {}); // nobody waits for it
}

function changed() {
  isTold = false;
  clearTimeout(still);
  still = setTimeout(tell, STILL);
}

if (asking) {
  changed();
  document.addEventListener("htmx:afterRequest", changed);
  asking.addEventListener("submit", () => { isTold = true; }); // who asks need not ask ahead
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
  window.addEventListener("pagehide", tell);
}
