// The marks of a passage (sjablonen/markdown.py) with buttons and keys, for a textarea that names them in data-marks.
// What is typed by hand stays possible; without this file that is all there is.
"use strict";
{
  const SPACE = /^\s*$/;

  // As if it were typed, so that Ctrl+Z takes it back. Browsers without execCommand lose that, not the text.
  function replace(area, begin, end, text, from = text.length, to = from) {
    area.focus();
    area.setSelectionRange(begin, end);
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done && area.value.slice(begin, begin + text.length) !== text) {
      area.setRangeText(text, begin, end, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    area.setSelectionRange(begin + from, begin + to);
  }

  // The whole lines that the selection touches.
  function lines(area) {
    const begin = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const last = area.value.indexOf("\n", Math.max(area.selectionEnd - (area.selectionEnd > begin ? 1 : 0), begin));
    const end = Math.max(last < 0 ? area.value.length : last, begin);
    return { begin, end, text: area.value.slice(begin, end) };
  }

  // Puts a mark before each line, or takes it away where all have it.
  function prefix(area, pattern, mark) {
    const { begin, end, text } = lines(area);
    const all = text.split("\n");
    const full = all.filter((line) => !SPACE.test(line));
    const have = full.length > 0 && full.every((line) => pattern.test(line));
    let number = 0;
    const bare = (line) => line.replace(/^\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s)\s*/, "");
    const next = all.map((line) => {
      if (SPACE.test(line) && all.length > 1) return line;
      return have ? line.replace(pattern, "") : mark((number += 1)) + bare(line);
    });
    const before = !have && begin > 0 && !/\n\n$/.test(area.value.slice(0, begin)) && !pattern.test(lineBefore(area, begin));
    const said = (before ? "\n" : "") + next.join("\n");
    replace(area, begin, end, said, all.length > 1 ? Number(before) : said.length, said.length);
  }

  function lineBefore(area, begin) {
    return area.value.slice(area.value.lastIndexOf("\n", begin - 2) + 1, begin - 1);
  }

  function bold(area) {
    const { selectionStart: begin, selectionEnd: end, value } = area;
    const around = value.slice(begin - 2, begin) === "**" && value.slice(end, end + 2) === "**";
    if (around) return replace(area, begin - 2, end + 2, value.slice(begin, end), 0, end - begin);
    const [, before, text, after] = /^(\s*)([^]*?)(\s*)$/.exec(value.slice(begin, end));
    if (/^\*\*[^]+\*\*$/.test(text)) return replace(area, begin, end, before + text.slice(2, -2) + after);
    const from = before.length + 2;
    return replace(area, begin, end, `${before}**${text}**${after}`, from, from + text.length);
  }

  function link(area) {
    const { selectionStart: begin, selectionEnd: end, value } = area;
    const text = value.slice(begin, end).trim();
    if (/^(https:\/\/|mailto:)\S+$/.test(text)) return replace(area, begin, end, `[](${text})`, 1);
    return replace(area, begin, end, `[${text}](https://)`, text ? text.length + 3 : 1, text ? text.length + 11 : 1);
  }

  function table(area) {
    const at = area.selectionEnd;
    const before = /(^|\n\n)$/.test(area.value.slice(0, at)) ? "" : /\n$/.test(area.value.slice(0, at)) ? "\n" : "\n\n";
    const after = /^(\n\n|$)/.test(area.value.slice(at)) ? "" : "\n\n";
    const text = `${before}| Wat | Wie |\n| --- | --- |\n|  |  |${after}`;
    return replace(area, at, at, text, before.length + 2, before.length + 5);
  }

  const MARKS = {
    heading: ["Tussenkop", (area) => prefix(area, /^\s*### /, () => "### ")],
    list: ["Lijst", (area) => prefix(area, /^\s*[-*+] /, () => "- ")],
    numbers: ["Genummerde lijst", (area) => prefix(area, /^\s*\d+[.)] /, (number) => `${number}. `)],
    bold: ["Vet", bold, "Control+B"],
    link: ["Link", link],
    table: ["Tabel", table],
  };

  // One stop for Tab; the arrows go along the buttons (the toolbar pattern of ARIA).
  function walk(event) {
    const buttons = [...event.currentTarget.children];
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.length, End: buttons.length }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = buttons.indexOf(document.activeElement);
    const next = Math.abs(step) > 1 ? (step < 0 ? 0 : buttons.length - 1) : (now + step + buttons.length) % buttons.length;
    buttons.forEach((button, index) => (button.tabIndex = index === next ? 0 : -1));
    buttons[next].focus();
  }

  function toolbar(area) {
    const bar = document.createElement("div");
    bar.className = "k-marks";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Opmaak");
    bar.setAttribute("aria-controls", area.id);
    for (const name of area.dataset.marks.split(" ")) {
      const [label, act, keys] = MARKS[name];
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = bar.children.length ? -1 : 0;
      button.className = `k-marks__button k-marks__button--${name}`;
      button.textContent = label;
      if (keys) button.setAttribute("aria-keyshortcuts", keys);
      button.addEventListener("click", () => act(area));
      bar.append(button);
    }
    bar.addEventListener("keydown", walk);
    area.before(bar);
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "b") return;
      event.preventDefault();
      bold(area);
    });
    area.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      const text = html && window.kompasPasted(html, area.dataset.marks.split(" "));
      if (!text) return;
      event.preventDefault();
      place(area, text);
    });
  }

  // More than one line stands apart from the text around it.
  function place(area, text) {
    const { selectionStart: begin, selectionEnd: end, value } = area;
    const apart = text.includes("\n") || /^(### |- |\d+\. |\| )/.test(text);
    const before = apart && begin > 0 ? "\n\n".slice(/\n*$/.exec(value.slice(0, begin).slice(-2))[0].length) : "";
    const after = apart && end < value.length ? "\n\n".slice(/^\n*/.exec(value.slice(end, end + 2))[0].length) : "";
    replace(area, begin, end, before + text + after, before.length + text.length);
  }

  function enhance(root) {
    for (const area of root.querySelectorAll("textarea[data-marks]")) {
      if (area.marked) continue;
      area.marked = true;
      toolbar(area);
    }
  }

  document.addEventListener("DOMContentLoaded", () => enhance(document));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement || event.detail.elt));
}
