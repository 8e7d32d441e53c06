// Beside each file that compresses well, one with .gz: the server keeps both and never compresses.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  // Without name and time of day: the same source makes the same bytes.
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
}
