// The one way to the server: typed by its description, with the session's CSRF token, and every
// refusal as a Refusal (RFC 9457).

import createClient, { type Middleware } from "openapi-fetch";

import { prefix } from "../base/prefix";
import type { paths } from "../generated/api";
import type { LaterPaths } from "./later";

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

export class Refusal extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    readonly code: string,
    readonly detail: string,
    readonly fields: FieldError[] = [],
    readonly requestId: string | null = null,
    readonly retryAfterSeconds: number | null = null,
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

let csrf: string | null = null;
export function keepCsrf(token: string | null): void {
  csrf = token;
}

const guard: Middleware = {
  onRequest({ request }) {
    if (csrf !== null && request.method !== "GET") request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
};

export const api = createClient<paths & Omit<LaterPaths, keyof paths>>({
  baseUrl: prefix,
  credentials: "same-origin",
  // Repeated filters stand as status=a&status=b.
  querySerializer: { array: { style: "form", explode: true } },
});
api.use(guard);

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

// The answer's body, or the Refusal thrown.
export async function take<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answered(asked);
  if (!response.ok) throw refusalOf(error, response);
  return data as Data;
}

// As take, with the ETag for a later If-Match.
export async function takeTagged<Data>(asked: Promise<Answer<Data>>): Promise<{ data: Data; etag: string }> {
  const { data, error, response } = await answered(asked);
  if (!response.ok) throw refusalOf(error, response);
  return { data: data as Data, etag: response.headers.get("ETag") ?? "" };
}

async function answered<Data>(asked: Promise<Answer<Data>>): Promise<Answer<Data>> {
  try {
    return await asked;
  } catch {
    throw new Refusal(0, "no_answer", "The server did not answer. Check the connection and try again.");
  }
}

function text(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

export function refusalOf(error: unknown, response: Response): Refusal {
  const body: Record<string, unknown> =
    typeof error === "object" && error !== null ? { ...error } : {};
  const fields = Array.isArray(body["errors"]) ? (body["errors"] as FieldError[]) : [];
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Refusal(
    response.status,
    text(body["code"], "unknown"),
    text(body["detail"], `The server answered ${response.status}.`),
    fields,
    text(body["request_id"], response.headers.get("X-Request-Id") ?? "") || null,
    Number.isNaN(wait) ? null : wait,
    body,
  );
}

export function isRefusal(error: unknown, code?: string): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}
