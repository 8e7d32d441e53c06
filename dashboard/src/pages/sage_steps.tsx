// The Sage side of one binding: country, the way to Sage, one business, reading its lists. Used by
// who is signed in and by who holds a consent link; `Side` says how each asks.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { isRefusal } from "../api/client";
import { Refused } from "../parts/act";
import { Dialog } from "../parts/dialog";
import { Part } from "../parts/states";
import { notUsable } from "../words/reasons";

export interface Candidate {
  provider_business_id: string;
  name: string;
  country: string | null;
  usable: boolean;
  why_not: string | null;
  bound_by: { store?: string } | null;
}
export interface Country {
  country: string;
  name: string;
  available: boolean;
  why_not: string | null;
}
export interface Side {
  key: string;
  // For the dialog; null where it is not known or was none.
  formerBusiness: string | null;
  authorize: (country: string) => Promise<{ authorize_url: string }>;
  businesses: () => Promise<Candidate[]>;
  choose: (id: string, confirmed: boolean) => Promise<unknown>;
}

export function AtSage({ side, countries, remember }: { side: Side; countries: Country[]; remember?: () => void }) {
  const [country, setCountry] = useState(countries.find((one) => one.available)?.country ?? "");
  const authorize = useMutation({
    mutationFn: () => side.authorize(country),
    onSuccess: ({ authorize_url }) => {
      remember?.();
      window.location.assign(authorize_url);
    },
  });
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!authorize.isPending) authorize.mutate();
      }}
    >
      <h2>Sign in at Sage</h2>
      <fieldset className="stack-tight">
        <legend>Country of your Sage business</legend>
        <p className="hint">Pick the country of your Sage business. Sage refuses any other.</p>
        {countries.map((one) => (
          <label key={one.country} className="check">
            <input
              type="radio"
              name="country"
              value={one.country}
              checked={country === one.country}
              disabled={!one.available}
              onChange={() => setCountry(one.country)}
            />
            <span>
              {one.name}
              {one.why_not !== null && <span className="hint"> ({one.why_not})</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <p>
        Sage asks whether we may have <b>full access to one business</b>: we make contacts, invoices, payments and credit
        notes in it, and read its lists of accounts and tax rates. You choose which business after coming back.
      </p>
      <Refused error={authorize.error} />
      <div>
        <button type="submit" className="button primary" aria-busy={authorize.isPending || authorize.isSuccess}>
          Go to Sage
        </button>
      </div>
    </form>
  );
}

export function PickBusiness({ side, onChosen, again }: { side: Side; onChosen: () => void; again: () => void }) {
  const list = useQuery({ queryKey: ["businesses", side.key], queryFn: side.businesses });
  const [picked, setPicked] = useState("");
  const [differs, setDiffers] = useState(false);
  const choose = useMutation({
    mutationFn: (confirmed: boolean) => side.choose(picked, confirmed),
    onSuccess: () => {
      setDiffers(false);
      onChosen();
    },
    onError: (error) => {
      if (isRefusal(error, "different_business")) setDiffers(true);
    },
  });
  return (
    <section className="card" aria-labelledby="business">
      <h2 id="business">Pick one business</h2>
      <Part query={list} what="Your businesses at Sage">
        {(items) => {
          const chosen = items.find((one) => one.provider_business_id === picked);
          return (
            <form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                if (!choose.isPending && picked !== "") choose.mutate(false);
              }}
            >
              {items.length === 0 && <p>This Sage sign-in has no business. Sign in at Sage with the one you keep your books with.</p>}
              <fieldset className="stack-tight">
                <legend className="unseen">Business</legend>
                {items.map((one) => (
                  <label key={one.provider_business_id} className="choice check">
                    <input
                      type="radio"
                      name="business"
                      value={one.provider_business_id}
                      checked={picked === one.provider_business_id}
                      disabled={!one.usable}
                      onChange={() => setPicked(one.provider_business_id)}
                    />
                    <span>
                      <b>{one.name}</b> {one.country !== null && <span className="muted">{one.country}</span>}
                      {one.why_not !== null && (
                        <>
                          <br />
                          <span className="hint">{whyNot(one)}</span>
                        </>
                      )}
                    </span>
                  </label>
                ))}
              </fieldset>
              {!differs && <Refused error={choose.error} />}
              <div className="row">
                <button type="submit" className="button primary" aria-busy={choose.isPending}>
                  Use this business
                </button>
                <button type="button" className="button" onClick={again}>
                  Sign in at Sage again
                </button>
              </div>
              {differs && chosen !== undefined && (
                <Different
                  former={side.formerBusiness}
                  chosen={chosen.name}
                  onKeep={() => setDiffers(false)}
                  onGo={() => {
                    if (!choose.isPending) choose.mutate(true);
                  }}
                />
              )}
            </form>
          );
        }}
      </Part>
    </section>
  );
}

function whyNot(one: Candidate): string {
  if (one.why_not === "already_bound" && one.bound_by?.store) {
    return `${one.name} is connected to ${one.bound_by.store}. Disconnect it there first, or choose another business.`;
  }
  return notUsable(one.why_not ?? "");
}

function Different({
  former,
  chosen,
  onKeep,
  onGo,
}: {
  former: string | null;
  chosen: string;
  onKeep: () => void;
  onGo: () => void;
}) {
  return (
    <Dialog title="A different business" onClose={onKeep} alert>
      <p>
        This store used to post to <b>{former ?? "another business"}</b>. You picked <b>{chosen}</b>. What was posted there
        stays there and is not moved. From now on new documents, contacts and products are made in {chosen}, also for old
        customers. Old history stays under the old binding.
      </p>
      <div className="row">
        <button type="button" data-safe className="button" onClick={onKeep}>
          Choose another business
        </button>
        <button type="button" className="button danger" onClick={onGo}>
          Use {chosen}
        </button>
      </div>
    </Dialog>
  );
}
