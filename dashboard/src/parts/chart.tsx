// Stacked bars in our own SVG: themed by the sheet, printed, described in words.

import { count } from "../words/money";

export interface Step {
  at: string;
  label: string;
  succeeded: number;
  needs_review: number;
  failed: number;
  skipped: number;
}

const kinds = ["succeeded", "needs_review", "failed", "skipped"] as const;
const names = { succeeded: "Synced", needs_review: "Needs review", failed: "Failed", skipped: "Skipped" };

const width = 1000;
const height = 220;
const left = 44;
const bottom = 22;
const gap = 1.5;

// The axis ends on 1, 2 or 5 times a power of ten.
export function niceTop(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const factor of [1, 2, 5, 10]) {
    if (factor * power >= value) return factor * power;
  }
  return 10 * power;
}

export function OutcomeChart({ steps }: { steps: Step[] }) {
  const totals = kinds.map((kind) => steps.reduce((sum, step) => sum + step[kind], 0));
  const top = niceTop(Math.max(0, ...steps.map((step) => kinds.reduce((sum, kind) => sum + step[kind], 0))));
  const slot = (width - left) / Math.max(1, steps.length);
  const bar = Math.min(40, slot * 0.7);
  const scale = (height - bottom - 10) / top;
  const every = Math.ceil(steps.length / 8);
  const summary = kinds.map((kind, at) => `${names[kind]} ${count(totals[at] ?? 0)}`).join(", ");
  return (
    <figure className="chart stack-tight">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Documents by outcome: ${summary}`}>
        {[0, top / 2, top].map((value) => {
          const y = height - bottom - value * scale;
          return (
            <g key={value}>
              <line x1={left} x2={width} y1={y} y2={y} />
              <text x={left - 8} y={y + 4} textAnchor="end">
                {count(value)}
              </text>
            </g>
          );
        })}
        {steps.map((step, index) => {
          const x = left + index * slot + (slot - bar) / 2;
          let y = height - bottom;
          return (
            <g key={step.at}>
              {kinds.map((kind) => {
                const value = step[kind];
                if (value === 0) return null;
                const tall = Math.max(2, value * scale - gap);
                y -= Math.max(2, value * scale);
                return <rect key={kind} className={`bar ${kind}`} x={x} y={y} width={bar} height={tall} rx={1.5} />;
              })}
              {index % every === 0 && (
                <text x={x + bar / 2} y={height - 4} textAnchor="middle">
                  {step.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="chart-legend">
        {kinds.map((kind, at) => (
          <span key={kind}>
            <i className={kind} />
            {names[kind]} {count(totals[at] ?? 0)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
