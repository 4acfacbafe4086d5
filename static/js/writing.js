// Says under a field of which the text is printed, while one types, that a sentence is long or that there is an easier
// word. Nothing more: it refuses nothing. The tweede lezer says the same (reports/document/checks/language.py), also to
// who has no JavaScript; what both go by is one file, fetched when somebody comes to such a field.
"use strict";
{
  const address = document.currentScript.dataset.words;
  const AT_MOST = 3;
  const BLOCK = /\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s)|\|/;
  const END = /(?<=[.!?…])["'’”)]*\s+(?=["'‘“(]*[A-ZÀ-Ý0-9])/;
  const WORD = /[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)*/gu;
  let rules = null;

  function sentences(text, { abbreviations }) {
    const unfinished = new RegExp(`(?:^|[\\s(])(?:[A-Z]|${abbreviations.map((word) => word.replaceAll(".", "\\.")).join("|")})\\.$`);
    const found = [];
    for (const block of text.replace(/\[([^\][]*)\]\([^)\s]*\)/g, "$1").split(BLOCK)) {
      let open = false;
      for (const piece of block.split(END)) {
        if (open) found.push(`${found.pop()} ${piece}`);
        else found.push(piece);
        open = unfinished.test(piece);
      }
    }
    return found.map((sentence) => sentence.match(WORD) ?? []);
  }

  function remarks(text, known) {
    const all = sentences(text, known);
    const longest = Math.max(0, ...all.map((words) => words.length));
    const low = all.map((words) => ` ${words.join(" ").toLowerCase()} `).join("|");
    const hard = Object.keys(known.hard).filter((word) => low.includes(` ${word} `));
    const said = hard.slice(0, AT_MOST).map((word) => `‘${word}’: liever ‘${known.hard[word]}’.`);
    return [...(longest > known.words_max ? [`Een zin heeft ${longest} woorden. Twee kortere lezen makkelijker.`] : []), ...said];
  }

  // There before anything is said in it: only then it is read out.
  function noteOf(field) {
    const id = `${field.id}_taal`;
    const there = document.getElementById(id);
    if (there) return there;
    const note = Object.assign(document.createElement("p"), { id, className: "k-counter" });
    note.setAttribute("role", "status");
    (document.getElementById(`${field.id}_tekens`) ?? field).after(note);
    return note;
  }

  async function look(field) {
    rules ??= fetch(address).then((answer) => answer.json());
    const known = await rules.catch(() => (rules = null)); // the tweede lezer says it
    if (!known || !field.isConnected) return;
    const line = remarks(field.value.normalize("NFC"), known).join(" ");
    const note = noteOf(field);
    if (note.textContent !== line) note.textContent = line;
  }

  function later(event) {
    const field = event.target;
    if (!("printed" in (field.dataset ?? {})) || !field.id) return;
    noteOf(field);
    clearTimeout(field.looking);
    field.looking = setTimeout(look, 700, field);
  }

  document.addEventListener("input", later);
  document.addEventListener("focusin", later);
}
