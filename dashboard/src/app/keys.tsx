// Keys for people who use the pages all day. Off while one types, and they can be switched off.

import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { store, stored } from "../base/theme";
import { Dialog } from "../parts/dialog";
import { Switch } from "../parts/field";

const places: Record<string, string> = {
  h: "/dashboard",
  b: "/dashboard/bindings",
  s: "/dashboard/sync",
  p: "/dashboard/problems",
};

const list = [
  ["/", "Search"],
  ["g h", "Home"],
  ["g b", "Bindings"],
  ["g s", "Sync history"],
  ["g p", "Problems"],
  ["j, k", "Next row, row before"],
  ["Enter", "Open the row"],
  ["x", "Select the row"],
  ["Esc", "Close"],
  ["?", "This list"],
] as const;

export function keysOn(): boolean {
  return stored("b8.keys") !== "off";
}

// Whether a key was meant for the page and not for a field or a dialog.
export function forThePage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return false;
  if (document.querySelector("dialog[open]") !== null) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable=true], [role=combobox]") === null;
}

export function Keys() {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const going = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!forThePage(event)) return;
      if (event.key === "?") {
        event.preventDefault();
        setHelp(true);
      } else if (event.key === "/") {
        const search = document.querySelector<HTMLElement>("[data-search]");
        if (search !== null) {
          event.preventDefault();
          search.focus();
        }
      } else if (event.key === "g") {
        going.current = event.timeStamp;
      } else if (event.timeStamp - going.current < 1500) {
        going.current = 0;
        const to = places[event.key];
        if (to !== undefined) void navigate({ to });
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate]);
  return help ? <Help onClose={() => setHelp(false)} /> : null;
}

function Help({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(keysOn());
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="facts">
        {list.map(([key, what]) => (
          <div key={key} className="facts-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Use these keys"
        checked={on}
        onChange={(wanted) => {
          setOn(wanted);
          store("b8.keys", wanted ? "on" : "off");
        }}
      />
      <div>
        <button type="button" data-safe className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
