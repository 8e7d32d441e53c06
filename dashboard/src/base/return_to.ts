// Where ?return= may lead: only to the same origin as the store that was paired.
export function returnTo(wanted: string | undefined, storeUrl: string): string | undefined {
  if (wanted === undefined) return undefined;
  try {
    const target = new URL(wanted);
    if (target.protocol !== "https:" && target.protocol !== "http:") return undefined;
    return target.origin === new URL(storeUrl).origin ? target.href : undefined;
  } catch {
    return undefined;
  }
}
