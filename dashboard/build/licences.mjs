// The libraries that ship in the pages, with their licences: src/generated/licences.json.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));
const rows = Object.entries(lock.packages)
  .filter(([path, one]) => path.startsWith("node_modules/") && !one.dev && !one.optional && !one.devOptional)
  .map(([path, one]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version: one.version,
    licence: one.license ?? "see its package",
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
mkdirSync(new URL("src/generated/", root), { recursive: true });
writeFileSync(new URL("src/generated/licences.json", root), `${JSON.stringify(rows, null, 1)}\n`);
