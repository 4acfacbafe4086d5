// From the HTML that Word, Outlook, Teams and web pages put on the clipboard to the marks of a passage: headings, lists,
// bold, links and tables; all else comes out as its plain words. Nothing of that HTML ever reaches the page.
"use strict";
{
  const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGURE FOOTER FORM HEADER LI MAIN NAV OL P PRE SECTION TABLE UL".split(" "));
  const SKIPPED = new Set("SCRIPT STYLE HEAD TITLE META LINK TEMPLATE NOSCRIPT IFRAME OBJECT SVG BUTTON INPUT SELECT TEXTAREA".split(" "));
  const HEADING = /^H[1-6]$/;
  const STEP = "    ";

  function plain(text) {
    const seen = text.replace(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "").replace(/[\s\u00a0]+/g, " ");
    return seen.replace(/[\\*`]/g, "\\$&").replace(/\]\(/g, "]\\(").replace(/(^|\W)_|_(?=\W|$)/g, (found) => found.replace("_", "\\_"));
  }

  const styleOf = (element) => element.getAttribute("data-style") || "";

  function isBold(element) {
    const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(styleOf(element))?.[1];
    if (weight) return /^bold/i.test(weight) || Number(weight) >= 600;
    return element.tagName === "B" || element.tagName === "STRONG";
  }

  // What is around the words stays outside the mark, where Markdown wants it.
  function marked(text, begin, end) {
    const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(text);
    return words ? `${before}${begin}${words}${end}${after}` : text;
  }

  function address(href) {
    return /^(https:\/\/|mailto:)/i.test(href) ? href.replace(/[\s()<>]/g, encodeURIComponent).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29")) : "";
  }

  // The words of a piece of a line. `state`: bold, link: whether that is said already.
  function inline(node, marks, state = {}) {
    if (node.nodeType === Node.TEXT_NODE) return plain(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName.toUpperCase())) return "";
    if (/mso-list:\s*Ignore|(?:^|[;\s])(?:display|mso-hide):\s*(?:none|all)/i.test(styleOf(node))) return "";
    if (node.tagName === "BR") return state.cell || state.heading ? " " : "\n";
    const bold = !state.bold && !state.heading && marks.includes("bold") && isBold(node);
    const href = !state.link && node.tagName === "A" && marks.includes("link") ? address(node.getAttribute("href") || "") : "";
    const inner = { ...state, bold: state.bold || bold, link: state.link || Boolean(href) };
    let text = [...node.childNodes].map((child) => inline(child, marks, inner)).join("");
    if (BLOCKS.has(node.tagName) || HEADING.test(node.tagName)) text = ` ${text} `; // within a cell or a heading
    if (href) text = marked(text, "[", `](${href})`);
    return bold ? marked(text, "**", "**") : text;
  }

  function tidy(text) {
    return text
      .replace(/\*\*( *)\*\*/g, "$1") // bold that goes on in the next piece
      .split("\n")
      .map((line) => line.replace(/ +/g, " ").trim())
      .filter((line, index, all) => line || all.length === 1)
      .join("\n");
  }

  // A line that would begin with a mark that nobody meant.
  const safe = (line) => line.replace(/^(#{1,6}\s|>)/, "\\$1");

  // Word's own lists are paragraphs with the level in their style and the bullet in their text.
  function wordItem(element) {
    const level = /mso-list:[^;"]*\blevel(\d)/i.exec(styleOf(element));
    if (!level) return null;
    const mark = [...element.querySelectorAll("[data-style]")].find((part) => /mso-list:\s*Ignore/i.test(styleOf(part)));
    const sign = (mark?.textContent || "").replace(/[\s\u00a0]/g, "");
    return { level: Number(level[1]), sign };
  }

  function number(sign) {
    const found = /^\(?(?:\d+[.)])*?(\d+)[.)]?$/.exec(sign);
    if (found) return Number(found[1]);
    return /^\(?[a-z]{1,4}[.)]$/i.test(sign) ? 0 : null; // a letter is counted anew: Markdown has none
  }

  class Writer {
    constructor(marks) {
      this.marks = marks;
      this.blocks = []; // [kind, text]: text stands apart; so does the first item of a list
      this.ordered = null; // whether the last item that is not below another has a number
      this.counts = []; // of Word's lists, by level
    }

    add(kind, text) {
      if (text.trim()) this.blocks.push([kind, text]);
      if (kind === "text") this.counts = [];
    }

    children(element, depth = 0) {
      let line = [];
      const flush = () => {
        const text = tidy(line.map((node) => inline(node, this.marks)).join(""));
        if (text) this.add("text", text.split("\n").map(safe).join("\\\n"));
        line = [];
      };
      for (const node of element.childNodes) {
        const isBlock = node.nodeType === Node.ELEMENT_NODE && (BLOCKS.has(node.tagName) || HEADING.test(node.tagName) || node.querySelector?.("p, div, ul, ol, table, h1, h2, h3, h4, h5, h6"));
        if (!isBlock) line.push(node);
        else {
          flush();
          this.block(node, depth);
        }
      }
      flush();
    }

    block(element, depth) {
      if (SKIPPED.has(element.tagName)) return;
      const item = wordItem(element);
      if (HEADING.test(element.tagName)) this.heading(element);
      else if (item) this.item(element, item.level - 1, item.sign);
      else if (element.tagName === "UL" || element.tagName === "OL") this.list(element, depth);
      else if (element.tagName === "TABLE" && !element.querySelector("table") && this.marks.includes("table")) this.table(element);
      else if (element.tagName === "TABLE") this.cells(element);
      else this.children(element, depth);
    }

    heading(element) {
      const text = tidy(inline(element, this.marks, { heading: true, bold: true }).replace(/\n/g, " "));
      this.add("text", text && (this.marks.includes("heading") ? `### ${text}` : safe(text)));
    }

    item(element, level, sign, skip = () => false) {
      const nodes = [...element.childNodes].filter((node) => !skip(node));
      const text = tidy(nodes.map((node) => inline(node, this.marks)).join("")).replace(/\n/g, " ");
      const typed = number(sign);
      this.counts.length = level + 1;
      this.counts[level] = typed === null ? 0 : typed || (this.counts[level] || 0) + 1;
      const begins = level === 0 && this.ordered !== (typed !== null);
      if (level === 0) this.ordered = typed !== null;
      if (text) this.add(begins ? "list" : "item", `${STEP.repeat(level)}${typed === null ? "-" : `${this.counts[level]}.`} ${text}`);
    }

    // Lists of web pages, Google and Word on the web; the last names the level apart (aria-level).
    list(element, depth) {
      let count = Number(element.getAttribute("start")) || 1;
      for (const child of element.children) {
        if (child.tagName === "UL" || child.tagName === "OL") this.list(child, depth + 1);
        if (child.tagName !== "LI") continue;
        const level = Math.max(depth, Number(child.getAttribute("data-aria-level") || child.getAttribute("aria-level") || 1) - 1);
        const inner = (node) => node.nodeType === Node.ELEMENT_NODE && /^(UL|OL|TABLE)$/.test(node.tagName);
        this.item(child, level, element.tagName === "OL" ? `${count}.` : "•", inner);
        count += 1;
        for (const nested of child.children) if (inner(nested)) this.block(nested, level + 1);
      }
    }

    table(element) {
      const rows = [...element.rows].map((row) =>
        [...row.cells].flatMap((cell) => {
          const heading = cell.tagName === "TH";
          const text = tidy(inline(cell, this.marks, { cell: true, bold: heading }).replace(/\n/g, " ")).replace(/\|/g, "\\|");
          return [text, ...Array(Math.min(cell.colSpan, 6) - 1).fill("")];
        }),
      );
      const full = rows.filter((row) => row.some((text) => text));
      if (!full.length) return;
      const width = Math.max(...full.map((row) => row.length));
      const [head, ...rest] = full.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
      const caption = element.caption ? tidy(inline(element.caption, this.marks)) : "";
      this.add("text", caption);
      this.add("text", [head, `|${" --- |".repeat(width)}`, ...rest].join("\n"));
    }

    // A table that may not be one, or only places things: its cells one after the other.
    cells(element) {
      for (const row of element.rows) for (const cell of row.cells) this.children(cell);
    }

    toString() {
      return this.blocks
        .map(([kind, text], index) => (index === 0 ? text : (kind === "item" && this.blocks[index - 1][0] !== "text" ? "\n" : "\n\n") + text))
        .join("");
    }
  }

  window.kompasPasted = (html, marks) => {
    // Never shown, so nothing in it runs or is fetched. What our CSP would refuse, and report, is not even parsed.
    const bare = html
      .replace(/<(script|style)\b[^]*?(<\/\1\s*>|$)/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on\w+)\s*=/gi, "$1data-$2="));
    const page = new DOMParser().parseFromString(bare, "text/html");
    const writer = new Writer(marks);
    writer.children(page.body);
    return String(writer);
  };
}
