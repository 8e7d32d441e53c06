// The audit trail in words: "binding.revoked" is "Binding revoked", and what changed, field by field.

export function actionWords(action: string): string {
  const words = action.replaceAll(".", " ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function actorWords(actor: string): string {
  const [kind = "", id = ""] = actor.split(" ");
  if (id === "") return kind.charAt(0).toUpperCase() + kind.slice(1);
  return `${kind} ${id.length > 14 ? `…${id.slice(-7)}` : id}`;
}

export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

function fieldsOf(text: string): Map<string, string> {
  if (text === "") return new Map();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return new Map(
        Object.entries(value).map(([name, field]) => [name, typeof field === "string" ? field : JSON.stringify(field)]),
      );
    }
  } catch {
    // Not JSON: the text itself is the value.
  }
  return new Map([["value", text]]);
}

export function changes(before: string, after: string): Change[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((change) => change.before !== change.after);
}
