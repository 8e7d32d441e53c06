// The frame inside Magento's admin: sync history and run pages of one store, and nothing else. It
// signs in by itself, because Magento sends no credential.

import "../style/all.css";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { worthAnotherTry } from "../api/queries";
import { startTheme } from "../base/theme";
import { EmbedPage } from "./page";

startTheme();
const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthAnotherTry, refetchOnWindowFocus: false, staleTime: 5_000 } },
});
const place = document.getElementById("root");
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <EmbedPage />
      </QueryClientProvider>
    </StrictMode>,
  );
}
