// Bundles assets/index.css into static/dist: NL Design System, our tokens, our layer, the fonts.
// The Voorbeeld theme has 2,700 tokens; only those that the bundle reaches are kept.
import { build } from "esbuild";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";

const theme = createRequire(import.meta.url).resolve("@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css");
const options = {
  entryPoints: { kompas: "assets/index.css" },
  outdir: "static/dist",
  bundle: true,
  minify: true,
  legalComments: "none",
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  banner: { css: "/* Built by `npm run build` from assets/; do not edit. Contains NL Design System (EUPL-1.2). */" },
};

const withTheme = (css) => ({
  name: "voorbeeld-theme",
  setup: (b) => b.onLoad({ filter: /voorbeeld-design-tokens.*\.css$/ }, () => ({ contents: css, loader: "css" })),
});
const uses = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);

const { outputFiles } = await build({ ...options, write: false, plugins: [withTheme("")] });
const own = outputFiles.find((file) => file.path.endsWith(".css")).text;
const tokens = new Map([...readFileSync(theme, "utf8").matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map((m) => [m[1], m[2]]));

const kept = new Set();
const queue = uses(own);
while (queue.length) {
  const name = queue.pop();
  if (kept.has(name) || !tokens.has(name)) continue;
  kept.add(name);
  queue.push(...uses(tokens.get(name)));
}
const css = [...kept].sort().map((name) => `${name}:${tokens.get(name)}`).join(";");

rmSync("static/dist", { recursive: true, force: true });
await build({ ...options, plugins: [withTheme(`:root{${css}}`)] });
console.log(`static/dist/kompas.css: ${kept.size} of ${tokens.size} theme tokens`);
