// The page on which one sees whether a file is that of a plan: the browser makes the number of the file, which itself stays
// where it is. Without this, or without a safe connection, one fills in the number.
"use strict";

const asking = document.querySelector("form[data-getal]");
const choice = asking?.querySelector("[data-getal-bestand]");

async function number(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (choice && window.crypto?.subtle) {
  choice.hidden = false;
  choice.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    asking.elements.getal.value = await number(file);
    asking.requestSubmit();
  });
}
