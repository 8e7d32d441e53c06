import { useState } from "react";

// Copies, and says so on the button itself.
export function Copy({ text, label = "Copy" }: { text: string; label?: string }) {
  const [done, setDone] = useState<boolean | null>(null);
  return (
    <button
      type="button"
      className="button small"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setDone(true),
          () => setDone(false),
        );
      }}
    >
      {done === null ? label : done ? "Copied" : "Press Ctrl+C"}
    </button>
  );
}

// An id of ours: monospace, shortened in the middle, whole on hover and when copied.
export function Identifier({ id }: { id: string }) {
  const short = id.length > 20 ? `${id.slice(0, 9)}…${id.slice(-7)}` : id;
  return (
    <span className="row">
      <code title={id}>{short}</code>
      <Copy text={id} />
    </span>
  );
}
