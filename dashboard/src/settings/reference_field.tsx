// Choosing from one of Sage's lists by typing. It opens by typing or Alt+Down, never on focus:
// opening hides the rest of the page from screen readers.

import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";

import { FieldError_ } from "../parts/field";
import { useField, useForm } from "./form_state";
import { useList, useNamed, type Item, type Kind } from "./reference";

export function ReferenceField({
  field,
  kind,
  value,
  onChange,
  hint,
  optional = false,
}: {
  field: string;
  kind: Kind;
  value: string | null;
  onChange: (id: string | null) => void;
  hint?: string;
  optional?: boolean;
}) {
  const { binding, readOnly } = useForm();
  const { label, id, error } = useField(field);
  const named = useNamed(binding.id, kind, value);
  const [typed, setTyped] = useState<string | null>(null);
  const [picked, setPicked] = useState<Item | null>(null);
  const list = useList(binding.id, kind, typed ?? "");
  const items = list.data ?? [];
  const offered = named.missing && value !== null && typed === null ? [{ id: value, name: named.name }, ...items] : items;
  // Its name is known before Sage's list is asked for it.
  const shown = picked !== null && picked.id === value ? picked.name : named.name;
  // A name that is chosen, or typed to its last letter.
  const pick = (item: Item) => {
    setTyped(null);
    setPicked(item);
    onChange(item.id);
  };
  return (
    <ComboBox
      className={`field${error === undefined ? "" : " bad"}`}
      menuTrigger="input"
      allowsEmptyCollection
      isReadOnly={readOnly}
      isInvalid={error !== undefined}
      items={offered}
      inputValue={typed ?? shown}
      onInputChange={(text) => {
        if (text === shown) return;
        const exact = offered.find((item) => item.name === text);
        if (exact === undefined) setTyped(text);
        else pick(exact);
      }}
      value={value}
      onChange={(key) => {
        const item = offered.find((one) => one.id === key);
        if (item !== undefined) pick(item);
      }}
      onBlur={() => {
        if (typed !== null && typed.trim() === "" && optional) onChange(null);
        setTyped(null);
      }}
    >
      <Label>{label}</Label>
      <div className="combo">
        <Input className="input" id={id} />
        <Button aria-label={`Show all: ${label}`}>▾</Button>
      </div>
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {error !== undefined && <FieldError_ id={`${id}-error`} text={error} />}
      <Popover className="combo-list">
        <ListBox renderEmptyState={() => <p className="muted">{list.isPending ? "Looking…" : "Sage has nothing like that."}</p>}>
          {(item: { id: string; name: string }) => (
            <ListBoxItem id={item.id} textValue={item.name}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

// In a table: a plain list, where a name of its own column says what it is about.
export function ReferenceSelect({
  label,
  id,
  kind,
  value,
  onChange,
  before,
}: {
  label: string;
  id: string;
  kind: Kind;
  value: string;
  onChange: (id: string) => void;
  before: { value: string; label: string }[];
}) {
  const { binding, readOnly } = useForm();
  const list = useList(binding.id, kind, "");
  const items = list.data ?? [];
  const known = before.some((one) => one.value === value) || items.some((item) => item.id === value);
  return (
    <span className="field">
      <select id={id} aria-label={label} value={value} disabled={readOnly} onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{list.data === undefined ? value : `(missing) ${value}`}</option>}
        {before.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
        {items.map((item) => (
          <option key={item.id} value={item.id}>
            {item.name}
          </option>
        ))}
      </select>
    </span>
  );
}
