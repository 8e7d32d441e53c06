// Sage sends every browser back to the dashboard. Who left through a consent link has no account
// here: the tab remembers the link, so that the way back leads to it again.

const key = "b8.consent";

export function rememberConsent(token: string): void {
  try {
    window.sessionStorage.setItem(key, token);
  } catch {
    // Without storage the holder opens the link again; it goes on where it was.
  }
}

export function rememberedConsent(): string | null {
  try {
    return window.sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

// The way back is done: a later visit of the dashboard in this tab is not about the link.
export function forgetConsent(): void {
  try {
    window.sessionStorage.removeItem(key);
  } catch {
    // Nothing was remembered then.
  }
}
