// What the seven cards share: the draft, how to change it, and what the server said of each field.

import { createContext, useContext } from "react";

import type { FieldError } from "../api/client";
import type { Binding } from "../api/queries";
import type { Draft } from "./draft";
import { elementOf, errorWords, labelOf } from "./fields";

export interface Form {
  binding: Binding;
  draft: Draft;
  saved: Draft;
  errors: FieldError[];
  readOnly: boolean;
  set: (part: Partial<Draft>) => void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (form === null) throw new Error("a card of the settings stands outside the form");
  return form;
}

// Label, element id and error of one field, as TextField and its like take them.
export function useField(field: string): { label: string; id: string; error: string | undefined } {
  const { errors } = useForm();
  const error = errors.find((one) => one.field === field);
  return { label: labelOf(field), id: elementOf(field), error: error === undefined ? undefined : errorWords(error) };
}
