// Progressive enhancement only: every page works without this file. No build, no dependencies but htmx's events.
"use strict";

const messages = {
  changed: ["Nog niet opgeslagen", "gewijzigd"],
  busy: ["Bezig met opslaan", "bezig"],
  failed: ["Niet opgeslagen", "fout"],
};
const dirty = new Map(); // form → number of inputs since the page loaded or the last accepted save
let retry = null; // the form whose save failed

// Save state of a form: its own element, else the one of the page.
function showState(form, name) {
  const element = form.querySelector("[data-opslagstatus]") || document.querySelector("[data-opslagstatus]");
  if (!element || element.dataset.toestand === messages[name][1]) return;
  [element.textContent, element.dataset.toestand] = messages[name];
}

function notice(name) {
  const place = document.querySelector("[data-melding]");
  const template = name && document.getElementById(`melding-${name}`);
  if (place) place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
}

function savingForm(event) {
  return event.detail.elt?.closest?.("form[data-opslaan]");
}

function count(area) {
  const limit = area.maxLength > 0 ? area.maxLength : Number(area.dataset.teller);
  const left = limit - area.value.length;
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
  for (const area of all("textarea[data-teller]")) {
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
  const form = area.closest?.("form[data-opslaan]");
  if (!form) return;
  dirty.set(form, (dirty.get(form) || 0) + 1);
  showState(form, "changed");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-afdrukken]")) window.print();
  if (button?.matches("[data-blijf]")) keepSession();
  if (button?.matches("[data-opnieuw]") && retry) {
    notice(null);
    retry.requestSubmit();
  }
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

// A page that goes away takes typed text with it, unless it leaves by saving.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) dirty.delete(event.target);
});
window.addEventListener("beforeunload", (event) => {
  if ([...dirty.keys()].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = savingForm(event);
  if (!form) return;
  form.saving = dirty.get(form); // what is typed from here on is not in this request
  showState(form, "busy");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = savingForm(event);
  if (!form) return;
  const { status } = event.detail.xhr;
  if (status >= 200 && status < 300) {
    notice(null);
    if (dirty.get(form) === form.saving) dirty.delete(form);
    else showState(form, "changed");
  } else if (status === 409 || status === 422) {
    notice(null); // the answer is on the page and says what to do; the text is not saved yet
    dirty.set(form, dirty.get(form) || 1);
  } else {
    retry = form;
    showState(form, "failed");
    notice(status === 401 ? "uitgelogd" : "niet-opgeslagen");
  }
});
