// Says under a field what the PDF cannot show of the text in it, while one types. As printing/text.py does: a table of
// what our font has, fetched when somebody types what is not plainly in it.
"use strict";
{
  const address = document.currentScript.dataset.glyphs;
  const said = "Deze tekens staan straks niet goed in de pdf: ";
  const NAMED = 12;
  const PLAIN = /^[\t\n\r -~\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/;
  const TAIL = "(?:[\\ufe0f\\u20e3\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}]|\\u200d[\\u2190-\\u2bff\\u{1f000}-\\u{1ffff}])";
  const SIGN = new RegExp(`[\\u{1f1e6}-\\u{1f1ff}]{2}${TAIL}*|[^\\x00-\\xff]${TAIL}+|[^]`, "gu");
  const INVISIBLE = /[\p{Cf}\p{Cc}\p{Mn}\p{Me}]/u;
  const MARKUP = new Set("<>&\"'");
  let table = null;

  const within = (ranges, sign) => ranges.some(([first, last]) => sign >= first && sign <= last);

  function isBox(sign, { glyphs, signs }) {
    const code = sign.codePointAt(0);
    const first = String.fromCodePoint(code);
    if (within(glyphs, code) || within(signs, code) || INVISIBLE.test(first)) return false;
    return ![...first.normalize("NFKC")].every((part) => within(glyphs, part.codePointAt(0)) && !MARKUP.has(part));
  }

  async function name(field) {
    const text = field.value.normalize("NFC");
    let found = [];
    if (!PLAIN.test(text)) {
      table ??= fetch(address).then((answer) => answer.json());
      const known = await table.catch(() => (table = null)); // the server says it after saving
      if (!known) return;
      found = [...new Set(text.match(SIGN))].filter((sign) => isBox(sign, known));
    }
    const note = document.getElementById(`${field.id}_tekens`);
    const words = found.slice(0, NAMED).join(" ") + (found.length > NAMED ? " …" : "");
    const line = words && said + words;
    if (note && note.textContent.trim() !== line) note.textContent = line; // it is read out when it changes
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!("printed" in field.dataset)) return;
    clearTimeout(field.naming);
    field.naming = setTimeout(name, 400, field);
  });
}
