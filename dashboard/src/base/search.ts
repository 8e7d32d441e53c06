// Plain search parameters (?status=failed&status=skipped) instead of the router's JSON: people read,
// write and send these addresses, and the server names its filters the same way.

export type Search = Record<string, string | string[]>;

export function parseSearch(text: string): Search {
  const out: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = out[name];
    if (before === undefined) out[name] = value;
    else out[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return out;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === "string" && one !== "") out.append(name, one);
    }
  }
  const text = out.toString();
  return text === "" ? "" : `?${text}`;
}

export function one(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

export function many(search: Record<string, unknown>, name: string): string[] {
  const value = search[name];
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((item): item is string => typeof item === "string" && item !== "");
}
