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

// A file that is too large is refused when it is chosen, in the words and in the place of the server's own refusal: it
// would take minutes to send. The browser then does not send the form.
function judgeFile(input) {
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.grootst));
  const text = tooLarge ? input.dataset.teGroot : "";
  input.setCustomValidity(text);
  const id = `${input.id}_error`;
  const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
  document.getElementById(id)?.remove();
  input.closest(".utrecht-form-field")?.classList.toggle("utrecht-form-field--invalid", tooLarge);
  if (tooLarge) {
    const error = Object.assign(document.createElement("div"), { id, className: "utrecht-form-field-error-message" });
    const spoken = Object.assign(document.createElement("span"), { className: "k-visually-hidden" });
    spoken.textContent = "Fout: ";
    error.setAttribute("role", "alert");
    error.append(spoken, text);
    input.before(error);
  }
  if (tooLarge) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  input.setAttribute("aria-describedby", [...described, ...(tooLarge ? [id] : [])].join(" "));
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

// What the page waits for it looks at soon, and then after ever longer pauses. What comes in its place waits for itself.
const FIRST_LOOK = 300;
const SLOWEST_LOOK = 5000;

function lookLater(element, pause) {
  setTimeout(() => {
    if (!element.isConnected) return;
    htmx.trigger(element, "kijk");
    lookLater(element, Math.min(pause * 1.25, SLOWEST_LOOK));
  }, pause);
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
  for (const waiting of all('[hx-trigger="kijk"]')) {
    if (!waiting.looking) lookLater(waiting, FIRST_LOOK);
    waiting.looking = true;
  }
  for (const button of all("[data-afdrukken][hidden]")) button.hidden = false;
  for (const input of all("[data-grootst]")) if (input.files.length) judgeFile(input); // back from another page
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

// A browser says what is missing in its own language, which need not be ours. The server says the same without script.
const MISSING = { checkbox: "Zet hier een vinkje.", file: "Kies een bestand.", radio: "Kies er een.", "select-one": "Kies er een." };

function inDutch({ type, validity }) {
  if (validity.valueMissing) return MISSING[type] || "Vul dit in.";
  if (validity.typeMismatch) return type === "email" ? "Vul een e-mailadres in, zoals naam@gemeente.nl." : "Vul een webadres in.";
  if (validity.badInput) return type === "number" ? "Vul een getal in." : "Vul een hele datum in.";
  if (validity.rangeUnderflow) return type === "date" ? "Kies een latere datum." : "Vul een hoger getal in.";
  if (validity.rangeOverflow) return type === "date" ? "Kies een eerdere datum." : "Vul een lager getal in.";
  return "Dit klopt nog niet.";
}

document.addEventListener("invalid", ({ target }) => {
  if (target.validity.customError) return; // said in our words already
  target.setCustomValidity(inDutch(target));
  target.form.addEventListener("input", () => target.setCustomValidity(""), { once: true }); // then it is judged anew
}, true);

document.addEventListener("input", (event) => {
  const area = event.target;
  if (area.counter) {
    clearTimeout(area.pause); // a screen reader hears the count when the typing pauses
    area.pause = setTimeout(count, 400, area);
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-grootst]")) judgeFile(event.target);
});

document.addEventListener("click", (event) => {
  // Made smaller and chosen again under the same name, it would else be no change.
  if (event.target.matches("[data-grootst][aria-invalid]")) event.target.value = "";
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
