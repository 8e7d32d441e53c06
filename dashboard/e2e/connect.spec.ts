// The way in and the way out: S1, S13–S15, S19–S22 and S25 as a person does them.

import { expect, picture, signIn, test } from "./page";
import { World } from "./world";

let world: World;
test.beforeAll(async () => {
  world = await World.start();
});
test.afterAll(async () => {
  await world.stop();
});
test.describe.configure({ mode: "serial" });

let binding = "";

test("a fresh account shows three steps and leads to the first", async ({ page }) => {
  await signIn(page, world);
  await expect(page.getByRole("heading", { name: "Three steps to the first invoice in Sage" })).toBeVisible();
  await picture(page, "home-fresh");
  await page.getByRole("link", { name: "Bindings", exact: true }).click();
  await expect(page.getByText("No store is connected yet.")).toBeVisible();
  await picture(page, "bindings-empty");
});

test("S20 a wrong code is refused in the one wording, and the right one pairs", async ({ page }) => {
  await signIn(page, world, "owner@example.com", `/dashboard/connect-magento?base_url=${encodeURIComponent(world.store)}`);
  await picture(page, "connect-magento-code");
  await page.getByRole("link", { name: "I have the code" }).click();
  await expect(page.getByLabel("Store address")).toHaveValue(world.store);
  await page.getByLabel("Pairing code").fill("0".repeat(32));
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Codes work once and for 30 minutes.");
  await picture(page, "connect-magento-refused");
  await page.getByLabel("Pairing code").fill(`  ${await world.pairingCode()} `);
  await page.getByRole("button", { name: "Pair", exact: true }).dblclick();
  await expect(page.getByText("is paired.")).toBeVisible();
  await picture(page, "connect-magento-result");
  const stores = await world.items("/v1/stores");
  expect(stores).toHaveLength(1);
  binding = String((await world.items("/v1/bindings"))[0]?.["id"]);
  // The address holds the step: it can be left and taken up again.
  await page.reload();
  await expect(page.getByText("is paired.")).toBeVisible();
});

test("S20 Sage's consent leads back to the choice of one business, and its lists are read", async ({ page }) => {
  await signIn(page, world, "owner@example.com", `/dashboard/connect-sage?binding=${binding}`);
  await expect(page.getByRole("heading", { name: "Sign in at Sage" })).toBeVisible();
  await picture(page, "connect-sage-country");
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByLabel("Link", { exact: true })).toHaveValue(/\/consent\//);
  await page.getByRole("button", { name: "Go to Sage" }).click();
  await expect(page.getByRole("heading", { name: "Pick one business" })).toBeVisible();
  await expect(page.getByRole("radio").first()).toBeVisible();
  await picture(page, "connect-sage-business");
  await page.locator("input[type=radio]:not([disabled])").first().check();
  await page.getByRole("button", { name: "Use this business" }).click();
  await expect(page.getByText("Connected to")).toBeVisible({ timeout: 30_000 });
  await picture(page, "connect-sage-lists");
  expect(await page.content()).not.toMatch(/access_token|refresh_token/);
});

test("S1 S13 the dialog says what will happen before the click, and Escape changes nothing", async ({ page }) => {
  await world.orders(2);
  await world.runs("succeeded", 2);
  await world.api("POST", `/v1/bindings/${binding}/pause`, {});
  await world.orders(3);
  await world.runs("waiting", 3);
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}`);
  await expect(page.getByText("Disconnect in Magento first if you can")).toBeVisible();
  await picture(page, "binding");
  await page.getByRole("button", { name: "Disconnect binding…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Keep connected" })).toBeFocused();
  await expect(dialog).toContainText("Disconnecting in Magento first avoids this.");
  const { queue } = (await world.api("GET", `/v1/bindings/${binding}`)) as { queue: { waiting: number } };
  await expect(dialog).toContainText(`${queue.waiting} documents are waiting; they stay here, not posted.`);
  await picture(page, "binding-disconnect");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await world.api("GET", `/v1/bindings/${binding}`))["status"]).toBe("active");
  await expect(page.getByRole("button", { name: "Disconnect binding…" })).toBeFocused();
});

test("S13 S14 S15 disconnecting takes effect at once with Sage away, and says what is still tried", async ({ page }) => {
  await world.ask("POST", `${world.sage}/__sim/faults`, { match: { path_regex: "/oauth/revoke" }, do: "503", times: 1000 });
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}`);
  await page.getByRole("button", { name: "Disconnect binding…" }).click();
  await page.getByRole("button", { name: "Disconnect here anyway" }).click();
  await expect(page.getByText("Disconnected.", { exact: true })).toBeVisible();
  await expect(page.getByText("still trying").first()).toBeVisible();
  expect((await world.api("GET", `/v1/bindings/${binding}`))["status"]).toBe("revoked");
  await picture(page, "binding-revoked");
  await world.ask("DELETE", `${world.sage}/__sim/faults`);
});

test("S20 S21 S25 pairing the store again offers its old binding, which keeps id, history and settings", async ({ page }) => {
  const before = await world.api("GET", `/v1/bindings/${binding}`);
  await signIn(page, world, "owner@example.com", `/dashboard/bindings/${binding}`);
  await page.getByRole("link", { name: "Connect again" }).click();
  await page.getByRole("link", { name: "I have the code" }).click();
  await page.getByLabel("Pairing code").fill(await world.pairingCode());
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await expect(page.getByRole("heading", { name: "This store was connected before" })).toBeVisible();
  await expect(page.getByRole("radio", { name: /Reuse it/ }).first()).toBeChecked();
  await picture(page, "reuse");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Go to Sage" }).click();
  // A reused binding takes only its own business: nothing is asked again.
  const business = (before["business"] as { name: string }).name;
  await expect(page.getByText(`Connected to ${business}.`)).toBeVisible({ timeout: 30_000 });
  const after = await world.api("GET", `/v1/bindings/${binding}`);
  expect(after["status"]).toBe("active");
  expect(after["policy_version"]).toBeGreaterThanOrEqual(Number(before["policy_version"]));
});

test("S22 another business asks first, names both, and can be declined", async ({ page }) => {
  const former = ((await world.api("GET", `/v1/bindings/${binding}`))["business"] as { name: string }).name;
  await world.api("POST", `/v1/bindings/${binding}/disconnect`, {});
  await signIn(page, world, "owner@example.com", `/dashboard/connect-magento?step=pair&base_url=${encodeURIComponent(world.store)}`);
  await page.getByLabel("Pairing code").fill(await world.pairingCode());
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await page.getByRole("radio", { name: /New binding/ }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Go to Sage" }).click();
  const other = page.locator("label.choice", { has: page.locator("input:not([disabled])") }).filter({ hasNotText: former });
  await expect(page.getByRole("radio").first()).toBeVisible();
  const name = await other.first().locator("b").innerText();
  await other.first().locator("input").check();
  await page.getByRole("button", { name: "Use this business" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(former);
  await expect(dialog).toContainText(name);
  await expect(dialog.getByRole("button", { name: "Choose another business" })).toBeFocused();
  await picture(page, "different-business");
  await dialog.getByRole("button", { name: `Use ${name}` }).click();
  await expect(page.getByText(`Connected to ${name}.`)).toBeVisible({ timeout: 30_000 });
  // The old runs stay on the old binding.
  await page.goto(`${world.url}/dashboard/sync?binding=${binding}`);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});
