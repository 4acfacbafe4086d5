// Forms that keep what somebody types: what is not saved yet, what others saved meanwhile, and saying so once.
// Every page works without this file. See docs/saving.md.
"use strict";

const messages = {
  changed: ["Nog niet opgeslagen", "gewijzigd"],
  busy: ["Bezig met opslaan", "bezig"],
  failed: ["Niet opgeslagen", "fout"],
};
const dirty = new Map(); // form → number of inputs since the page loaded or the last accepted save
const TWICE = 10_000; // ms in which a second press is the same press, on a slow line
let retry = null; // the form whose save failed

// Save state of a form: its own element, else the one of the page.
function stateOf(form) {
  return form.querySelector("[data-opslagstatus]") || document.querySelector("[data-opslagstatus]");
}

function showState(form, name) {
  const element = stateOf(form);
  if (!element || element.dataset.toestand === messages[name][1]) return;
  [element.textContent, element.dataset.toestand] = messages[name];
}

// The one place that a screen reader is told of a save. What was said last is not said again.
function say(text) {
  const place = document.querySelector("[data-gehoord]");
  if (place && place.textContent !== text) place.textContent = text;
}

function notice(name, fill) {
  const place = document.querySelector("[data-melding]");
  const template = name && document.getElementById(`melding-${name}`);
  const content = template ? template.content.cloneNode(true) : null;
  if (content && fill) fill(content);
  if (place) place.replaceChildren(...(content ? [content] : []));
}

function savingForm(event) {
  return event.detail.elt?.closest?.("form[data-opslaan]");
}

function valuesOf(form, name) {
  return new FormData(form).getAll(name).map((value) => String(value).replaceAll("\r\n", "\n"));
}

function alike(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

// What others saved goes into the fields of the page. Where somebody typed on since it was sent, her text stays, with
// the version that it rests on: the next save then asks which of the two counts.
function bringIn(form, fields) {
  for (const { name, values, read } of fields) {
    const inputs = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (!alike(valuesOf(form, name), form.sent?.[name] || [])) {
      const basis = { type: "hidden", name: `basis-${name}`, value: read };
      inputs[0]?.after(Object.assign(document.createElement("input"), basis));
      continue;
    }
    for (const input of inputs) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else input.value = values[0] ?? "";
      if (input.counter) count(input);
    }
  }
}

function afterSave(form, status) {
  if (!form.isConnected) return; // what came in its place says what became of it
  const json = form.querySelector("#van-anderen");
  if (json) {
    for (const old of form.querySelectorAll('[name^="basis-"]')) {
      if (!old.closest("[data-foutoverzicht]")) old.remove();
    }
    bringIn(form, JSON.parse(json.textContent));
    json.remove();
  }
  const state = stateOf(form);
  const told = [...form.querySelectorAll("#opslag [data-zeg]")].map((element) => element.textContent.trim());
  if (status !== 422 && state) say([state.textContent.trim(), ...told].join(". ")); // 422 has its own role="alert"
  if (form.chosen && !document.activeElement?.matches("input, textarea, select, button, a")) {
    const field = form.querySelector(`[name="${CSS.escape(form.chosen)}"]`);
    (form.querySelector("[data-foutoverzicht]") || field)?.focus(); // the choice that had the focus is gone
  }
  form.chosen = null;
}

// A page that goes away takes typed text with it, unless it leaves by saving. What was just sent is not sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.method === "post" && form.sentAt && Date.now() - form.sentAt < TWICE) {
    event.preventDefault();
    return;
  }
  form.sentAt = Date.now();
  dirty.delete(form);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) form.sentAt = null; // back from the next page
});
window.addEventListener("beforeunload", (event) => {
  if ([...dirty.keys()].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-opslaan]");
  if (!form) return;
  form.sentAt = null;
  dirty.set(form, (dirty.get(form) || 0) + 1);
  showState(form, "changed");
  if (event.target.name?.startsWith("keuze-")) form.chosen = event.target.name.slice("keuze-".length);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-als]")) {
    for (const input of document.querySelectorAll('input[name="pagina-van"]')) input.value = button.value;
  }
  if (button?.matches("[data-opnieuw]") && retry) {
    notice(null);
    retry.requestSubmit();
  }
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  if (event.detail.triggeringEvent?.type === "input") event.detail.headers["X-Vanzelf"] = "1";
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = savingForm(event);
  if (!form) return;
  form.saving = dirty.get(form); // what is typed from here on is not in this request
  form.sent = {};
  for (const name of new Set([...form.elements].map((element) => element.name))) form.sent[name] = valuesOf(form, name);
  showState(form, "busy");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = savingForm(event);
  if (!form) return;
  const { status } = event.detail.xhr;
  if (event.detail.xhr.getResponseHeader("HX-Reswap") === "none") return; // somebody else is logged in, see below
  if (status >= 200 && status < 300) {
    notice(null);
    if (stateOf(form)?.hasAttribute("data-wacht")) dirty.set(form, dirty.get(form) || 1);
    else if (dirty.get(form) === form.saving) dirty.delete(form);
    else showState(form, "changed");
  } else if (status === 409 || status === 422) {
    notice(null); // the answer is on the page and says what to do; the text is not saved yet
    dirty.set(form, dirty.get(form) || 1);
  } else {
    retry = form;
    showState(form, "failed");
    notice(status === 401 ? "uitgelogd" : "niet-opgeslagen");
    return;
  }
  afterSave(form, status);
});

// Another person is logged in than the one who opened this page.
document.addEventListener("kompas:ander", (event) => {
  const { naam, wie } = event.detail;
  retry = event.target.closest("form") || retry;
  if (retry) showState(retry, "failed");
  notice("ander", (content) => {
    for (const place of content.querySelectorAll("[data-naam]")) place.textContent = naam;
    content.querySelector("[data-als]").value = wie;
  });
});

// What a small form without a state of its own says of its save, such as a choice in a list.
document.addEventListener("htmx:load", (event) => {
  const said = event.detail.elt.matches?.("form:not([data-opslaan])") && event.detail.elt.querySelector("[data-zeg]");
  if (said) say(said.textContent.trim());
});
