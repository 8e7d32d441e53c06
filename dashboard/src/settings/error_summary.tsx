// At the top after a refused save: it takes the focus, and its links lead to the fields.

import { useEffect, useRef } from "react";

import type { FieldError } from "../api/client";
import { count } from "../words/money";
import { elementOf, errorWords, labelOf } from "./fields";

export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className="note bad" role="alert" tabIndex={-1} ref={box}>
      <p>
        <b>
          Not saved: {errors.length === 1 ? "1 field needs" : `${count(errors.length)} fields need`} attention.
        </b>
      </p>
      <ul className="plain-list">
        {errors.map((error) => (
          <li key={error.field}>
            <button type="button" className="link-button" onClick={() => jump(error.field)}>
              {labelOf(error.field)}
            </button>
            : {errorWords(error)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function jump(field: string): void {
  const element = document.getElementById(elementOf(field)) ?? document.getElementById(elementOf(field.split(".")[0] ?? ""));
  element?.closest("details")?.setAttribute("open", "");
  element?.focus();
  element?.scrollIntoView({ block: "center" });
}
