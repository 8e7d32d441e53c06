// A labelled input with its hint, and what the server said of it.

import { useId, type InputHTMLAttributes, type ReactNode } from "react";

import type { FieldError } from "../api/client";
import { ToneIcon } from "./icons";

export interface FieldFrameProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

export function FieldError_({ id, text }: { id: string; text: string }) {
  return (
    <span className="field-error" id={id}>
      <ToneIcon tone="bad" />
      {text}
    </span>
  );
}

type InputProps = FieldFrameProps & Omit<InputHTMLAttributes<HTMLInputElement>, "className">;

export function TextField({ label, hint, error, id, ...input }: InputProps) {
  const made = useId();
  const own = id ?? made;
  const described = [hint === undefined ? "" : `${own}-hint`, error === undefined ? "" : `${own}-error`].join(" ").trim();
  return (
    <div className={`field${error === undefined ? "" : " bad"}`}>
      <label htmlFor={own}>{label}</label>
      <input
        className="input"
        id={own}
        aria-invalid={error !== undefined}
        aria-describedby={described === "" ? undefined : described}
        {...input}
      />
      {hint !== undefined && (
        <span className="hint" id={`${own}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && <FieldError_ id={`${own}-error`} text={error} />}
    </div>
  );
}

export function SelectField({
  label,
  hint,
  error,
  id,
  value,
  onChange,
  options,
}: FieldFrameProps & {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: string; disabled?: boolean }[];
}) {
  const made = useId();
  const own = id ?? made;
  return (
    <div className={`field${error === undefined ? "" : " bad"}`}>
      <label htmlFor={own}>{label}</label>
      <select
        id={own}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${own}-error`}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="hint">{hint}</span>}
      {error !== undefined && <FieldError_ id={`${own}-error`} text={error} />}
    </div>
  );
}

export function Switch({
  label,
  hint,
  checked,
  onChange,
  id,
}: {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: (on: boolean) => void;
  id?: string;
}) {
  const made = useId();
  const own = id ?? made;
  return (
    <div className="check">
      <input
        type="checkbox"
        role="switch"
        id={own}
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${own}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={own}>{label}</label>
        {hint !== undefined && (
          <div className="hint" id={`${own}-hint`}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}

export function errorFor(errors: FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
