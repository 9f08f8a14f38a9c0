// Builds the style sheets, scripts and fonts of Hamtaraz into src/hamtaraz/web/static/build.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = join(here, "../src/hamtaraz/web/static/build");
const require = createRequire(import.meta.url);
const fonts = join(dirname(require.resolve("vazirmatn/package.json")), "fonts");
const watching = process.argv.includes("--watch");

const scripts = {
  entryPoints: ["app", "charts", "directive", "grid"].map((name) => join(here, `js/${name}.js`)),
  bundle: true,
  minify: !watching,
  format: "iife",
  target: "es2022",
  legalComments: "linked",
  outdir: into,
};
const gridSheet = {
  entryPoints: [join(here, "css/grid.css")],
  bundle: true,
  minify: !watching,
  outdir: into,
};

function copyFonts() {
  mkdirSync(join(into, "fonts"), { recursive: true });
  cpSync(join(fonts, "webfonts/Vazirmatn[wght].woff2"), join(into, "fonts/Vazirmatn.woff2"));
  for (const weight of ["Regular", "Medium", "SemiBold", "Bold"]) {
    cpSync(join(fonts, `ttf/Vazirmatn-${weight}.ttf`), join(into, `fonts/Vazirmatn-${weight}.ttf`));
  }
  cpSync(join(fonts, "../OFL.txt"), join(into, "fonts/OFL.txt"));
}

function buildSheet() {
  const cli = join(dirname(require.resolve("@tailwindcss/cli/package.json")), "dist/index.mjs");
  const wanted = ["-i", join(here, "css/app.css"), "-o", join(into, "app.css")];
  const manner = watching ? ["--watch=always"] : ["--minify"];
  execFileSync(process.execPath, [cli, ...wanted, ...manner], { stdio: ["ignore", "inherit", "inherit"] });
}

rmSync(into, { recursive: true, force: true });
copyFonts();
if (watching) {
  for (const wanted of [scripts, gridSheet]) await (await context(wanted)).watch();
} else {
  await Promise.all([build(scripts), build(gridSheet)]);
}
buildSheet();
