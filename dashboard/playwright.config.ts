import { defineConfig } from "@playwright/test";

// Debian's Chromium: nothing is downloaded. One worker: a journey changes what the next one sees,
// and each file starts a world of its own.
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    launchOptions: { executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    trace: "off",
    locale: "en-GB",
    timezoneId: "Europe/London",
  },
});
