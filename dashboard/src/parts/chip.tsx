import { type State } from "../words/status";
import { ToneIcon } from "./icons";

// Icon, word and colour: without the colour nothing is lost.
export function Chip({ state, prefix }: { state: State; prefix?: string }) {
  return (
    <span className={`chip ${state.tone}`}>
      <ToneIcon tone={state.tone} />
      {prefix === undefined ? state.label : `${prefix}: ${state.label}`}
    </span>
  );
}
