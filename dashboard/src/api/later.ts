// Shapes of the interface that its description does not list yet. A path that the description
// lists is taken from there, and its entry here is dead.

interface Call<Query, Path, Body, Data> {
  parameters: { query?: Query; path?: Path; header?: never; cookie?: never };
  requestBody?: { content: { "application/json": Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Data } } };
}
interface Methods<Get, Post = never, Put = never, Delete = never> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  get: Get;
  post: Post;
  put: Put;
  delete: Delete;
  options?: never;
  head?: never;
  patch?: never;
  trace?: never;
}
type None = Record<string, never>;
export interface AlertSettings {
  email: string[];
  webhook: { url: string; secret?: string | null } | null;
  on: { binding_stopped: boolean; needs_review: boolean; no_contact: boolean; sage_access: boolean };
  quiet_hours: { from: string; to: string; time_zone?: string } | null;
  deliveries?: { at: string; channel: string; event: string; ok: boolean; detail: string | null }[];
}
export interface LaterPaths {
  "/v1/alerts": Methods<Call<None, None, never, AlertSettings>, never, Call<None, None, AlertSettings, AlertSettings>>;
  "/v1/alerts/test": Methods<
    never,
    Call<None, None, object, { deliveries: { channel: string; ok: boolean; detail: string | null }[] }>
  >;
  "/v1/embed/session": Methods<never, Call<None, None, { email: string; password: string; totp?: string }, undefined>>;
}
