// The few drawings; all are decoration beside a word.

import type { Tone } from "../words/status";

const paths: Record<Tone, string> = {
  good: "M2.5 6.5 5 9l4.5-6",
  busy: "M6 1.5A4.5 4.5 0 1 0 10.5 6",
  warn: "M6 1.2 11.2 10.8H.8ZM6 4.6v3M6 9v.6",
  bad: "M3.8 1h4.4L11 3.8v4.4L8.2 11H3.8L1 8.2V3.8ZM4.2 4.2l3.6 3.6M7.8 4.2 4.2 7.8",
  idle: "M2 6h8",
  asking: "M4 4.2A2 2 0 1 1 6 6.4v.9M6 9.4v.4",
};

export function ToneIcon({ tone }: { tone: Tone }) {
  return (
    <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={paths[tone]} />
    </svg>
  );
}
