// Card 7: consumers on one collecting contact, and which contact a document would go to.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { Refused } from "../parts/act";
import { errorFor, Switch, TextField } from "../parts/field";
import { Card } from "./cards";
import { useField, useForm } from "./form_state";

export function CustomersCard() {
  const { draft, set } = useForm();
  const enabled = useField("b2c_consolidation.enabled");
  const name = useField("b2c_consolidation.fallback_contact_name");
  const email = useField("b2c_consolidation.fallback_contact_email");
  const reference = useField("b2c_consolidation.fallback_contact_reference");
  const minimum = useField("b2c_consolidation.min_total_for_individual");
  const companies = useField("b2c_consolidation.always_individual_for_b2b");
  const contact = draft.fallback_contact_name.trim() || "the collecting contact";
  return (
    <Card id="customers" title="7. Shop customers">
      <Switch id={enabled.id} label={enabled.label} hint="Off: every customer has a contact in Sage." checked={draft.consolidation} onChange={(on) => set({ consolidation: on })} />
      <div className="grid-fields">
        <TextField {...name} value={draft.fallback_contact_name} onChange={(event) => set({ fallback_contact_name: event.target.value })} />
        <TextField {...email} type="email" value={draft.fallback_contact_email} onChange={(event) => set({ fallback_contact_email: event.target.value })} />
        <TextField {...reference} hint="At most 9 characters; a currency letter is added for foreign currencies." value={draft.fallback_contact_reference} onChange={(event) => set({ fallback_contact_reference: event.target.value })} />
        <TextField {...minimum} inputMode="decimal" hint="In the business’s currency. 0.00: off." value={draft.min_total_for_individual} onChange={(event) => set({ min_total_for_individual: event.target.value })} />
      </div>
      <Switch id={companies.id} label={companies.label} checked={draft.always_individual_for_b2b} onChange={(on) => set({ always_individual_for_b2b: on })} />
      <div className="stack-tight">
        <h3>First match wins</h3>
        {draft.consolidation ? (
          <ol className="bullets">
            {draft.always_individual_for_b2b && <li>A company: its own contact.</li>}
            <li>A customer with a contact already: that one.</li>
            {!/^0+(\.0+)?$/.test(draft.min_total_for_individual.trim()) && <li>A total of {draft.min_total_for_individual} or more: an own contact.</li>}
            <li>Everybody else: {contact}.</li>
          </ol>
        ) : (
          <p className="muted">Every customer has a contact of their own.</p>
        )}
      </div>
      <TryIt />
    </Card>
  );
}

const rules: Record<string, string> = {
  off: "one contact for shop customers is off",
  company: "it is a company",
  known_customer: "the customer has a contact already",
  minimum_total: "the total reaches the minimum",
  fallback: "nothing else matched",
};

function TryIt() {
  const { binding } = useForm();
  const [country, setCountry] = useState(binding.business?.country ?? "GB");
  const [company, setCompany] = useState("");
  const [total, setTotal] = useState("50.00");
  const currency = binding.business?.base_currency ?? "GBP";
  const attempt = useMutation({
    mutationFn: () =>
      take(
        api.POST("/v1/bindings/{id}/policy/try-contact", {
          params: { path: { id: binding.id } },
          body: { country: country.trim().toUpperCase(), company: company.trim() === "" ? null : company.trim(), total: total.trim(), currency },
        }),
      ),
  });
  const fields = attempt.error instanceof Refusal ? attempt.error.fields : [];
  return (
    <div className="stack-tight">
      <h3>Try it</h3>
      <p className="hint">Judged by the saved settings.</p>
      <div className="filters">
        <TextField label="Country" value={country} error={errorFor(fields, "country")} onChange={(event) => setCountry(event.target.value)} />
        <TextField label="Company" value={company} onChange={(event) => setCompany(event.target.value)} />
        <TextField label={`Total in ${currency}`} inputMode="decimal" value={total} error={errorFor(fields, "total")} onChange={(event) => setTotal(event.target.value)} />
        <button type="button" className="button" aria-busy={attempt.isPending} onClick={() => attempt.mutate()}>
          Which contact?
        </button>
      </div>
      {fields.length === 0 && <Refused error={attempt.error} />}
      {attempt.data && (
        <p role="status">
          {attempt.data.contact.kind === "fallback" ? `${attempt.data.contact.name ?? "The collecting contact"} (${attempt.data.contact.reference ?? ""})` : "A contact of their own"}
          , because {rules[attempt.data.rule]}.
        </p>
      )}
    </div>
  );
}
