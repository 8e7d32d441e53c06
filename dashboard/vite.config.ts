import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Relative addresses throughout: the server puts its own prefix into <base href>.
export default defineConfig({
  base: "./",
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ["en-GB", "en-US"] }), enforce: "pre" as const },
  ],
  build: {
    target: "es2022",
    // An inlined file would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index.html", "embed.html"] },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], globals: false },
});
