// The settings of one binding: seven cards, saved as one document, judged by the server alone.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { api, Refusal, takeTagged } from "../api/client";
import { bindingQuery, mayAtLeast, nameOf, policyQuery, type Binding, type SavedPolicy } from "../api/queries";
import { useMe } from "../app/session";
import { BindingTabs } from "../pages/binding_tabs";
import { ReadOnly } from "../pages/read_only";
import { Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { Dialog } from "../parts/dialog";
import { Page } from "../parts/page";
import { Broken, Loading } from "../parts/states";
import { useToast } from "../parts/toasts";
import { count } from "../words/money";
import { CommercialCard, CurrencyCard, DefaultsCard, SyncCard } from "./cards";
import { Conflict } from "./conflict";
import { CustomersCard } from "./customers";
import { changesBetween, draftOf, policyOf, type Draft } from "./draft";
import { ErrorSummary } from "./error_summary";
import { FormContext } from "./form_state";
import { History } from "./history";
import { ListsAge } from "./lists_age";
import { PaymentsCard, TaxCard } from "./tables";

export function SettingsPage() {
  const { id = "" } = useParams({ strict: false });
  const binding = useQuery(bindingQuery(id));
  const policy = useQuery(policyQuery(id));
  const title = binding.data === undefined ? "Settings" : `Settings · ${nameOf(binding.data)}`;
  const again = () => Promise.all([binding.refetch(), policy.refetch()]);
  const broken = binding.data === undefined ? binding.error : policy.data === undefined ? policy.error : null;
  return (
    <Page
      title="Settings"
      about={title}
      sub={
        <>
          {binding.data && `${nameOf(binding.data)}. `}A document uses the version in force when its event arrived. Waiting
          documents keep theirs; retry with the newest from the run page.
        </>
      }
    >
      <BindingTabs id={id} />
      {broken !== null ? (
        broken instanceof Refusal && broken.status === 409 ? (
          <div className="note info">
            <p>{broken.detail}</p>
          </div>
        ) : (
          <Broken error={broken} what="The settings" retry={again} />
        )
      ) : binding.data && policy.data ? (
        <Form key={policy.data.data.version} binding={binding.data} saved={policy.data.data} etag={policy.data.etag} />
      ) : (
        <Loading rows={12} />
      )}
    </Page>
  );
}

const index = [
  ["sync", "Sync behaviour"],
  ["defaults", "Default mappings"],
  ["payments", "Payment methods"],
  ["tax", "Tax rates"],
  ["commercial", "Commercial"],
  ["currency", "Multi-currency"],
  ["customers", "Shop customers"],
] as const;

function Form({ binding, saved, etag }: { binding: Binding; saved: SavedPolicy; etag: string }) {
  const queries = useQueryClient();
  const toast = useToast();
  const readOnly = !mayAtLeast(useMe(), "admin");
  const first = useMemo(() => draftOf(saved.policy), [saved.policy]);
  const [draft, setDraft] = useState<Draft>(first);
  const [history, setHistory] = useState(false);
  const [conflict, setConflict] = useState(false);
  const changed = changesBetween(policyOf(first), policyOf(draft));
  const dirty = changed.length > 0;
  const set = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), []);

  const save = useMutation({
    mutationFn: (tag: string) =>
      takeTagged(
        api.PUT("/v1/bindings/{id}/policy", {
          params: { path: { id: binding.id }, header: { "If-Match": tag } },
          body: policyOf(draft),
        }),
      ),
    onSuccess: (answer) => {
      setConflict(false);
      toast(`Saved as version ${answer.data.version}.`);
      queries.setQueryData(policyQuery(binding.id).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ["bindings"] });
    },
    onError: (error) => {
      if (error instanceof Refusal && error.status === 412) setConflict(true);
    },
  });
  const errors = save.error instanceof Refusal ? save.error.fields : [];
  const go = useRef(() => undefined as unknown);
  useEffect(() => {
    go.current = () => {
      if (!readOnly && !save.isPending) save.mutate(etag);
    };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      go.current();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  return (
    <FormContext value={{ binding, draft, saved: first, errors, readOnly, set }}>
      <Leaving dirty={dirty && !save.isSuccess} />
      <div className="stack">
        <ReadOnly may={!readOnly} />
        <div className="row-wide">
          <p>
            {saved.version === 0 ? "Nothing was saved yet." : `Version ${saved.version}`}
            {saved.saved_at && (
              <span className="muted">
                , <Exact at={saved.saved_at} />
                {saved.saved_by && ` by ${saved.saved_by}`}
              </span>
            )}
          </p>
          <div className="row">
            <ListsAge binding={binding} />
            <button type="button" className="button small" onClick={() => setHistory(true)}>
              History
            </button>
          </div>
        </div>
        <ErrorSummary key={save.submittedAt} errors={errors} />
        {errors.length === 0 && !conflict && <Refused error={save.error} />}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            go.current();
          }}
        >
          <div className="settings">
            <nav className="settings-index" aria-label="Cards">
              <ol>
                {index.map(([card, name]) => (
                  <li key={card}>
                    <button type="button" className="link-button" onClick={() => document.getElementById(card)?.scrollIntoView()}>
                      {name}
                    </button>
                  </li>
                ))}
              </ol>
            </nav>
            <div className="stack">
              <SyncCard />
              <DefaultsCard />
              <PaymentsCard />
              <TaxCard />
              <CommercialCard />
              <CurrencyCard />
              <CustomersCard />
            </div>
          </div>
          {!readOnly && (
            <div className="save-bar">
              <button type="submit" className="button primary" aria-busy={save.isPending}>
                Save
              </button>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setDraft(first);
                  save.reset();
                }}
              >
                Revert
              </button>
              <span className="muted" role="status">
                {dirty ? (changed.length === 1 ? "1 unsaved change" : `${count(changed.length)} unsaved changes`) : "No unsaved changes"}
              </span>
            </div>
          )}
        </form>
      </div>
      {history && (
        <History
          binding={binding}
          current={saved}
          onClose={() => setHistory(false)}
          onLoad={(policy) => {
            setDraft(draftOf(policy));
            setHistory(false);
          }}
        />
      )}
      {conflict && (
        <Conflict
          binding={binding}
          edited={saved.version}
          mine={policyOf(draft)}
          onClose={() => setConflict(false)}
          onOverwrite={(tag) => save.mutate(tag)}
          onTheirs={() => {
            setConflict(false);
            void queries.invalidateQueries({ queryKey: ["policy", binding.id] });
          }}
        />
      )}
    </FormContext>
  );
}

function Leaving({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog title="Leave without saving?" onClose={blocker.reset} alert>
      <p>The changes on this page are not saved.</p>
      <div className="row">
        <button type="button" data-safe className="button" onClick={blocker.reset}>
          Stay
        </button>
        <button type="button" className="button danger" onClick={blocker.proceed}>
          Leave
        </button>
      </div>
    </Dialog>
  );
}
