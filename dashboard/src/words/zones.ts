// The time zones that this browser knows, for suggestions; the server decides.
export function zones(): string[] {
  return Intl.supportedValuesOf("timeZone");
}
