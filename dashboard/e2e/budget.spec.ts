// Sizes: no first page loads more than 200 KB of JavaScript as gzip; what was built has no HTML
// strings and no inline styles.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, signIn, test } from "./page";
import { World } from "./world";

const budget = 200 * 1024;
let world: World;
test.beforeAll(async () => {
  world = await World.start();
});
test.afterAll(async () => {
  await world.stop();
});

for (const path of ["", "/bindings", "/sync", "/problems", "/team", "/connect-magento", "/connect-sage", "/bindings/bind_1/settings"]) {
  test(`/dashboard${path} loads at most 200 KB of JavaScript first`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await signIn(page, world);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.clearBrowserCache");
    const scripts = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.add(new URL(request.url()).pathname);
    });
    await page.goto(`${world.url}/dashboard${path}`, { waitUntil: "networkidle" }).catch(() => undefined);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect.poll(() => scripts.size).toBeGreaterThan(1);
    let bytes = 0;
    for (const script of scripts) {
      const answer = await fetch(new URL(script, world.url), { headers: { "Accept-Encoding": "gzip" } });
      expect(answer.headers.get("cache-control")).toContain("immutable");
      expect(answer.headers.get("content-encoding")).toBe("gzip");
      bytes += readFileSync(join("dist", `${script}.gz`)).length;
    }
    test.info().annotations.push({ type: "size", description: `${(bytes / 1024).toFixed(1)} KB` });
    console.log(`/dashboard${path}: ${(bytes / 1024).toFixed(1)} KB of JavaScript`);
    expect(bytes).toBeLessThan(budget);
    await context.close();
  });
}

test("the documents carry no inline script or style", () => {
  for (const name of readdirSync("dist").filter((file) => file.endsWith(".html"))) {
    const html = readFileSync(join("dist", name), "utf8");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=/);
    expect(html).not.toMatch(/(?:src|href)="\/(?!")/);
  }
});
