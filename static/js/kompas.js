// Progressive enhancement only: every page works without this file. No build, no dependencies but htmx's events.
// What is about saving stands in saving.js, which comes first.
"use strict";

const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g; // as saving/fields.py

// One for each character that is kept: an emoji is one, what nobody can see is none.
function count(area) {
  const limit = area.maxLength > 0 ? area.maxLength : Number(area.dataset.teller);
  const left = limit - [...area.value.replace(UNSEEN, "").normalize("NFC").trim()].length;
  area.counter.textContent = left < 0 ? `${-left} tekens te veel` : left < limit / 5 ? `nog ${left} tekens` : "";
  area.counter.classList.toggle("k-counter--over", left < 0);
}

// Ten minutes before a session ends: after so long without a request, and after so long since the login (WCAG 2.2.1).
const WARN = 10 * 60;
let resting = null;

function warnLater(seconds, name) {
  return seconds > WARN ? setTimeout(notice, (seconds - WARN) * 1000, name) : null; // what is shorter was said before
}

function sessionUsed() {
  clearTimeout(resting);
  resting = warnLater(Number(document.body.dataset.sessieRust), "rust");
}

async function keepSession() {
  const answer = await fetch(window.location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer?.type === "basic") sessionUsed(); // a redirect goes to the login
  notice(answer === null ? "niet-opgeslagen" : answer.type === "basic" ? null : "uitgelogd");
}

// Once per element, also for what htmx brings in later.
function enhance(root) {
  const all = (selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  for (const area of all("[data-teller]")) {
    if (area.counter || !(area.maxLength > 0 || Number(area.dataset.teller))) continue;
    area.counter = document.createElement("p");
    area.counter.className = "k-counter";
    area.counter.setAttribute("role", "status");
    area.after(area.counter);
    count(area);
  }
  for (const button of all("[data-afdrukken][hidden]")) button.hidden = false;
  for (const form of all("form[data-opslaan][data-gewijzigd]")) dirty.set(form, 1); // refused by the server
  const typing = document.activeElement?.matches("input, textarea, select"); // then its role="alert" must do
  if (!typing) all("[data-foutoverzicht]")[0]?.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  enhance(document);
  if (!document.body.dataset.sessie) return;
  sessionUsed();
  warnLater(Number(document.body.dataset.sessie), "einde");
  document.addEventListener("htmx:afterRequest", sessionUsed);
});
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));

document.addEventListener("input", (event) => {
  const area = event.target;
  if (area.counter) {
    clearTimeout(area.pause); // a screen reader hears the count when the typing pauses
    area.pause = setTimeout(count, 400, area);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-afdrukken]")) window.print();
  if (button?.matches("[data-blijf]")) keepSession();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
