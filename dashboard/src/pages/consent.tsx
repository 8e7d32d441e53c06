// What the holder of a consent link sees: the Sage side of one store, and nothing else.

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";

import { api, Refusal, take } from "../api/client";
import { forgetConsent, rememberConsent } from "../base/consent_trip";
import { one } from "../base/search";
import { Doorway } from "../parts/page";
import { Broken, Loading } from "../parts/states";
import { ErrorParameter } from "./error_parameter";
import { AtSage, PickBusiness, type Candidate, type Side } from "./sage_steps";

const countryNames: Record<string, string> = { GB: "United Kingdom", IE: "Ireland", CA: "Canada" };

export function ConsentPage() {
  const { token = "" } = useParams({ strict: false });
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const params = { path: { token } };
  useEffect(forgetConsent, []);
  const about = useQuery({
    queryKey: ["me", "consent", token],
    queryFn: () => take(api.GET("/v1/consent-links/{token}", { params })),
  });
  if (about.isPending) return <Loading />;
  if (about.data === undefined) {
    return (
      <Doorway title="This link does not work">
        {about.error instanceof Refusal && about.error.status === 404 ? (
          <p>It is older than 7 days, or was taken back. Ask whoever sent it for a new one.</p>
        ) : (
          <Broken error={about.error} what="The link" retry={about.refetch} />
        )}
      </Doorway>
    );
  }
  const { store, business, countries = [], status } = about.data;
  const step = one(search, "step");
  const error = one(search, "error");
  const side: Side = {
    key: `link ${token.slice(0, 8)}`,
    formerBusiness: business ?? null,
    authorize: (country) => take(api.POST("/v1/consent-links/{token}/authorize", { params, body: { country } })),
    businesses: async () =>
      (await take(api.GET("/v1/consent-links/{token}/businesses", { params }))).items as Candidate[],
    choose: (provider_business_id, confirm_different_business) =>
      take(
        api.POST("/v1/consent-links/{token}/business", { params, body: { provider_business_id, confirm_different_business } }),
      ),
  };
  const go = (to: string) => void navigate({ to: "/consent/$token", params: { token }, search: { step: to } });
  return (
    <Doorway title={`Connect Sage to ${store ?? "a store"}`}>
      {error !== undefined && <ErrorParameter text={error} />}
      {step === "done" || (status === "active" && business) ? (
        <p role="status">
          <b>Done.</b> {business ? `${business} is connected.` : "The lists of the business are being read."} You can close
          this page.
        </p>
      ) : step === "business" ? (
        <PickBusiness
          side={side}
          again={() => go("sage")}
          onChosen={() => {
            void about.refetch();
            go("done");
          }}
        />
      ) : (
        <AtSage
          side={side}
          remember={() => rememberConsent(token)}
          countries={countries.map((country) => ({
            country,
            name: countryNames[country] ?? country,
            available: true,
            why_not: null,
          }))}
        />
      )}
    </Doorway>
  );
}
