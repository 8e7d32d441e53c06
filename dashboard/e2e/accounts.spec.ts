// Getting in: the set-up link, sign-in, invitations, tokens, the second factor, roles.

import { expect, picture, signIn, test } from "./page";
import { password, World } from "./world";

test.describe("an installation nobody has set up", () => {
  let world: World;
  test.beforeAll(async () => {
    world = await World.start({ users: false, prefix: "/ledger" });
  });
  test.afterAll(async () => {
    await world.stop();
  });

  test("its set-up link makes the first owner, under a path prefix", async ({ page }) => {
    const link = /\/setup\/[A-Za-z0-9_-]+/.exec(world.log())?.[0] ?? "";
    await page.goto(world.url + link);
    await picture(page, "set-up");
    await page.getByLabel("Organisation").fill("Example Trading");
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("E-mail").fill("ada@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Make the account" }).click();
    await expect(page.locator(".field-error").first()).toBeVisible();
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Make the account" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/ledger/dashboard");
    // A pasted address works under the prefix too.
    await page.goto(`${world.url}/dashboard/team`);
    await expect(page.getByRole("heading", { level: 1, name: "Team" })).toBeVisible();
    await page.goto(world.url + link);
    for (const field of ["Organisation", "Your name", "E-mail"]) await page.getByLabel(field).fill("again@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Make the account" }).click();
    await expect(page.getByRole("alert")).toContainText("not good any more");
  });
});

test.describe("an account", () => {
  let world: World;
  test.beforeAll(async () => {
    world = await World.start();
  });
  test.afterAll(async () => {
    await world.stop();
  });

  test("a wrong password and an unknown e-mail are answered alike, and ?error= is only text", async ({ page }) => {
    await page.goto(`${world.url}/dashboard?error=${encodeURIComponent("<img src=x onerror=alert(1)> Sage said no")}`);
    await expect(page.getByRole("alert")).toContainText("<img src=x onerror=alert(1)> Sage said no");
    await picture(page, "sign-in");
    const words: string[] = [];
    for (const email of ["owner@example.com", "nobody@example.com"]) {
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      const said = page.locator("form [role=alert]");
      await expect(said).toBeVisible();
      words.push(await said.innerText());
    }
    expect(words[0]).toBe("E-mail or password is not right.");
    expect(words[1]).toBe(words[0]);
    await page.getByRole("button", { name: "Forgot password" }).click();
    await page.getByLabel("E-mail").fill("owner@example.com");
    await page.getByRole("button", { name: "Send a link" }).click();
    await expect(page.getByRole("status")).toHaveText("If that address has an account, a link is on its way.");
  });

  test("signing in leads to the page asked for, and signing out ends it in another tab too", async ({ page, context }) => {
    await signIn(page, world, "owner@example.com", "/dashboard/tokens");
    await expect(page.getByRole("heading", { level: 1, name: "API tokens" })).toBeVisible();
    const other = await context.newPage();
    await other.goto(`${world.url}/dashboard/audit`);
    await expect(other.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await other.reload();
    await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });

  test("the team: an invitation works once, and the last owner stays", async ({ page, context }) => {
    await signIn(page, world, "owner@example.com", "/dashboard/team");
    await expect(page.getByText("the last owner", { exact: true })).toBeVisible();
    await page.getByLabel("E-mail").fill("new@example.com");
    await page.getByRole("button", { name: "Invite" }).click();
    const link = await page.locator("form code").innerText();
    await picture(page, "team");
    await context.clearCookies();
    await page.goto(link);
    await picture(page, "invitation");
    await page.getByLabel("Your name").fill("New Person");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
    await context.clearCookies();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
  });

  test("an API token is shown once, works, and stops at once when it is revoked", async ({ page }) => {
    await signIn(page, world, "owner@example.com", "/dashboard/tokens");
    await page.getByLabel("Name").fill("reporting");
    await page.getByRole("button", { name: "Make it" }).click();
    const secret = await page.locator("code.secret").innerText();
    expect(secret).toMatch(/^b8_/);
    await page.getByRole("button", { name: "I have stored it" }).click();
    await expect(page.getByRole("rowheader", { name: "reporting" })).toBeVisible();
    expect(await page.content()).not.toContain(secret);
    const asked = () => fetch(`${world.url}/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
    expect((await asked()).status).toBe(200);
    await picture(page, "tokens");
    await page.getByRole("row", { name: /reporting/ }).getByRole("button", { name: "Revoke…" }).click();
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(page.getByRole("rowheader", { name: "reporting" })).toBeHidden();
    expect((await asked()).status).toBe(401);
  });

  test("the audit log shows who did what, and its chain is unbroken", async ({ page }) => {
    await signIn(page, world, "owner@example.com", "/dashboard/audit");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await page.getByRole("button", { name: "Verify chain" }).click();
    await expect(page.getByText(/Unbroken: \d+ entries\./)).toBeVisible();
    await picture(page, "audit");
  });

  test("oneself, the server and the alerts have their pages; without billing there is no plan", async ({ page }) => {
    await signIn(page, world, "owner@example.com", "/dashboard/security");
    await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
    await picture(page, "you");
    await page.getByRole("button", { name: "Set it up" }).click();
    await expect(page.getByRole("dialog")).toContainText("authenticator app");
    await picture(page, "second-factor");
    await page.getByRole("button", { name: "Not now" }).click();
    await page.goto(`${world.url}/dashboard/about`);
    await expect(page.getByText("Ready")).toBeVisible();
    await picture(page, "about");
    await page.goto(`${world.url}/dashboard/alerts`);
    await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
    await expect(page.locator("form, [role=alert]").first()).toBeVisible();
    await picture(page, "alerts");
    await expect(page.getByRole("link", { name: "Plan" })).toHaveCount(0);
    await page.goto(`${world.url}/dashboard/plan`);
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
    await page.goto(`${world.url}/dashboard/nowhere`);
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
  });

  test("a viewer sees every page and no action", async ({ page }) => {
    await signIn(page, world, "viewer@example.com", "/dashboard/bindings");
    await expect(page.getByText("You have read access.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Connect Magento" })).toHaveCount(0);
    for (const path of ["team", "tokens", "connect-magento", "connect-sage", "problems", "sync"]) {
      await page.goto(`${world.url}/dashboard/${path}`);
      await expect(page.getByText("You have read access.")).toBeVisible();
      await expect(page.getByRole("button", { name: /^(Invite|Make it|Retry|Revoke|Remove|Ignore)\b/ })).toHaveCount(0);
    }
  });
});
