// Every page of every journey is watched: no violation of the content security policy, no error of
// the page, no request to anybody else. And what is asked of each page: axe, no overflow at 360 px,
// pictures in light and dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, test as base, type Page } from "@playwright/test";

import { password, World } from "./world";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Watched {
  complaints: string[];
}

// What belongs to a journey: Sage and the store are left for, by navigation alone.
function watch(page: Page, own: () => string, complaints: string[]): void {
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted ?Type/i.test(text)) complaints.push(text);
  });
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("request", (request) => {
    const origin = new URL(own()).origin;
    if (!request.url().startsWith("http") || request.url().startsWith(origin)) return;
    if (request.isNavigationRequest() || !page.url().startsWith(origin)) return;
    complaints.push(`third party: ${request.url()}`);
  });
}

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, context }, use) => {
      const complaints: string[] = [];
      let origin = "http://127.0.0.1";
      page.on("framenavigated", (frame) => {
        if (frame === page.mainFrame() && frame.url().includes("/dashboard")) origin = frame.url();
      });
      context.on("page", (other) => watch(other, () => origin, complaints));
      watch(page, () => origin, complaints);
      await use(complaints);
      expect(complaints, "violations, page errors, third parties").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export async function signIn(page: Page, world: World, email = "owner@example.com", path = "/dashboard"): Promise<void> {
  await page.goto(world.url + path);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Sign in");
}

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

export async function hasNoViolations(page: Page, off: string[] = []): Promise<void> {
  // Through the debugger, as a person's tools would: the page's own policy lets no script in.
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (disabled) =>
      (window as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run({
        rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])),
      }),
    off,
  );
  const found = result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

export async function fits360(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 780 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `overflow at 360 px on ${page.url()}`).toBeLessThanOrEqual(0);
  if (before !== null) await page.setViewportSize(before);
}

// Light and dark, wide and narrow; axe each time. The pictures are looked at by a person.
export async function picture(page: Page, name: string): Promise<void> {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((one) => {
      document.documentElement.dataset["theme"] = one;
    }, theme);
    await page.screenshot({ path: `e2e/screenshots/${name}-${theme}.png`, fullPage: true });
    await hasNoViolations(page);
  }
  await page.evaluate(() => {
    document.documentElement.dataset["theme"] = "light";
  });
  await fits360(page);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.screenshot({ path: `e2e/screenshots/${name}-360.png`, fullPage: true });
  if (before !== null) await page.setViewportSize(before);
}
