// Working with a binding that posts: home, history, runs, settings, problems.

import { expect, picture, signIn, test } from "./page";
import { World, type Json } from "./world";

let world: World;
let binding = "";
test.beforeAll(async () => {
  test.setTimeout(120_000);
  world = await World.start();
  binding = await world.connect();
  const saved = await fetch(`${world.url}/v1/bindings/${binding}/policy`, { headers: { Authorization: `Bearer ${world.token}` } });
  const { policy } = (await saved.json()) as { policy: Json };
  await world.api("PUT", `/v1/bindings/${binding}/policy`, { ...policy, sync_since: null }, { "If-Match": saved.headers.get("ETag") ?? "" });
  await world.orders(6);
  await world.runs("succeeded", 6);
});
test.afterAll(async () => {
  await world.stop();
});

test("home: tiles, charts and their table show the server's numbers", async ({ page }) => {
  await signIn(page, world);
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Waiting now" }).or(page.getByLabel("Waiting now"))).toBeVisible();
  await picture(page, "home");
  await page.getByRole("button", { name: "Show as table" }).click();
  await picture(page, "home-table");
});

test("history: filters live in the address, through reload and Back", async ({ page }) => {
  await signIn(page, world, "owner@example.com", "/dashboard/sync");
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  await picture(page, "history");
  await page.getByRole("button", { name: /^Synced/ }).click();
  await expect(page).toHaveURL(/status=succeeded/);
  await page.getByLabel("Event").selectOption("invoice.created");
  await expect(page).toHaveURL(/event=invoice\.created/);
  const numbers = () => page.locator("tbody th a").allInnerTexts();
  await expect(page.locator("tbody tr").first()).toBeVisible();
  const before = await numbers();
  await page.reload();
  await expect(page.locator("tbody tr").first()).toBeVisible();
  expect(await numbers()).toEqual(before);
  await page.goBack();
  await expect(page).not.toHaveURL(/event=/);
  await page.goto(`${world.url}/dashboard/sync?reference=nothing-like-that`);
  await expect(page.getByText("No run matches these filters.")).toBeVisible();
  await picture(page, "history-nothing");
});

test("a run: both sides, every attempt, masked requests", async ({ page }) => {
  const run = (await world.items("/v1/runs?status=succeeded&event=invoice.created&limit=1"))[0];
  await signIn(page, world, "owner@example.com", `/dashboard/sync/${String(run?.["id"])}`);
  await expect(page.getByRole("heading", { name: "Side by side" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expect(page.getByText(/In Sage as/)).toBeVisible();
  await picture(page, "run");
  const first = page.locator("summary", { hasText: "Request 1" });
  if ((await first.count()) > 0) {
    await first.click();
    await expect(page.getByRole("heading", { name: "Answer" })).toBeVisible();
    expect(await page.content()).not.toMatch(/[a-z0-9._-]{3,}@example\.(com|org|net)"/);
    await picture(page, "run-exchange");
  }
});

test("settings: refused fields are named, saving makes a version, another's version is not overwritten", async ({ page }) => {
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}/settings`);
  await expect(page.getByLabel("Rounding tolerance")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Default tax rate" })).not.toHaveValue("");
  await picture(page, "settings");
  await page.getByLabel("Rounding tolerance").fill("a lot");
  await page.getByLabel("Contact reference").fill("WEBSALESALL");
  await page.getByLabel("One contact for shop customers").check();
  await page.keyboard.press("Control+s");
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("attention.");
  await expect(summary).toBeFocused();
  await expect(page.locator(".field-error").filter({ hasText: "Write it like 0.02" })).toBeVisible();
  await picture(page, "settings-refused");
  await page.getByRole("button", { name: "Revert" }).click();
  await expect(page.getByLabel("Rounding tolerance")).toHaveValue("0.02");
  await page.getByLabel("Invoice prefix").fill("M-");
  await expect(page.getByText("M-100005991")).toBeVisible();
  // Leaving asks first.
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Leave without saving?");
  await page.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/Saved as version \d+/)).toBeVisible();
  // Somebody else saves meanwhile.
  const { etag, policy } = await current();
  await page.getByLabel("Invoice prefix").fill("N-");
  await world.api("PUT", `/v1/bindings/${binding}/policy`, { ...policy, rounding_tolerance: "0.05" }, { "If-Match": etag });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Someone saved version");
  await page.getByRole("button", { name: "Show the differences" }).click();
  await picture(page, "settings-conflict");
  await page.getByRole("button", { name: /^Take version/ }).click();
  await expect(page.getByLabel("Rounding tolerance")).toHaveValue("0.05");
  await page.getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("dialog")).toContainText("in force");
  await page.getByRole("button", { name: "Compare with the present" }).first().click();
  await expect(page.getByRole("button", { name: "Load this version" })).toBeVisible();
  await picture(page, "settings-history");
});

async function current(): Promise<{ etag: string; policy: Json }> {
  const answer = await fetch(`${world.url}/v1/bindings/${binding}/policy`, { headers: { Authorization: `Bearer ${world.token}` } });
  const { policy } = (await answer.json()) as { policy: Json };
  return { etag: answer.headers.get("ETag") ?? "", policy };
}

test("settings: type-ahead asks Sage's lists, and a percentage is written one way", async ({ page }) => {
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}/settings`);
  const account = page.getByRole("combobox", { name: "Default sales account" });
  await expect(account).not.toHaveValue("");
  await account.fill("sales");
  await expect(page.locator(".combo-list [role=option]").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator(".combo-list [role=option]")).toHaveCount(0);
  await page.getByRole("button", { name: "Add a row" }).click();
  // By its place: what it is called follows what is typed.
  const percentage = page.locator("#tax tbody tr").last().getByRole("textbox").first();
  await percentage.fill(" 20.0 ");
  await percentage.blur();
  await expect(percentage).toHaveValue("20.00");
});

test("problems: grouped by cause, each with what to do", async ({ page }) => {
  const { etag, policy } = await current();
  await world.api("PUT", `/v1/bindings/${binding}/policy`, { ...policy, rounding_tolerance: "0.00", sync_since: null }, { "If-Match": etag });
  await world.ask("POST", `${world.sage}/__sim/faults`, {
    match: { method: "POST", path_regex: "/sales_invoices" },
    do: "422",
    times: 50,
  }).catch(() => undefined);
  await world.orders(2);
  await signIn(page, world, "owner@example.com", "/dashboard/problems");
  await expect(page.getByRole("heading", { level: 1, name: "Problems" })).toBeVisible();
  await picture(page, "problems");
});

test("bindings: each with its state", async ({ page }) => {
  await signIn(page, world, "owner@example.com", "/dashboard/bindings");
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await picture(page, "bindings");
});

test("S13 connected and disconnected with the keyboard alone", async ({ page }) => {
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}`);
  const button = page.getByRole("button", { name: "Disconnect binding…" });
  await expect(button).toBeVisible();
  for (let step = 0; step < 80 && !(await button.evaluate((one) => one === document.activeElement)); step += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Keep connected" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Disconnected.", { exact: true })).toBeVisible();
});
