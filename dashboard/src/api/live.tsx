// Live updates: one stream of server-sent events for the page, ids only; who listens reads again.
// When it is lost it is tried again, and meanwhile everything is asked every 15 seconds. In a
// hidden tab nothing runs.

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";

import { serverPath } from "../base/prefix";

export interface LiveEvent {
  kind: "run" | "binding" | "problem";
  id: string;
  binding_id?: string | null;
  event?: string | null;
  status?: string | null;
}
type Listener = (event: LiveEvent) => void;
export type Link = "connecting" | "live" | "lost";

class Stream {
  readonly listeners = new Set<Listener>();
  private source: EventSource | null = null;
  private retry = 0;

  constructor(
    private readonly tell: (link: Link) => void,
    private readonly poll: () => void,
  ) {}

  open = () => {
    this.close();
    if (document.hidden) return;
    const source = new EventSource(serverPath("/v1/events/stream"));
    this.source = source;
    source.onopen = () => {
      this.tell("live");
    };
    source.onerror = () => {
      this.tell("lost");
      // A closed one (refused, not there) does not come back by itself.
      if (source.readyState === EventSource.CLOSED) {
        this.retry = window.setTimeout(this.open, 15_000);
      }
      this.poll();
    };
    for (const kind of ["run", "binding", "problem"] as const) {
      source.addEventListener(kind, (message: MessageEvent<string>) => {
        const event = decode(kind, message.data);
        if (event !== null) for (const listener of this.listeners) listener(event);
      });
    }
  };

  close = () => {
    window.clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  };
}

export function decode(kind: LiveEvent["kind"], data: string): LiveEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string") return null;
    return { ...value, kind, id: value.id };
  } catch {
    return null;
  }
}

const LinkState = createContext<Link>("connecting");
const Listen = createContext<((listener: Listener) => () => void) | null>(null);

const pollEvery = 15_000;

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [link, setLink] = useState<Link>("connecting");
  const [stream] = useState(() => new Stream(setLink, () => undefined));

  useEffect(() => {
    stream.open();
    const turn = () => {
      if (document.hidden) stream.close();
      else stream.open();
    };
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      stream.close();
    };
  }, [stream]);

  useEffect(() => {
    if (link !== "lost") return;
    const timer = window.setInterval(() => {
      if (!document.hidden) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "policy" });
    }, pollEvery);
    return () => window.clearInterval(timer);
  }, [link, queries]);

  const [listen] = useState(() => (listener: Listener) => {
    stream.listeners.add(listener);
    return () => {
      stream.listeners.delete(listener);
    };
  });
  return (
    <LinkState value={link}>
      <Listen value={listen}>{children}</Listen>
    </LinkState>
  );
}

export function useLink(): Link {
  return useContext(LinkState);
}

export function useLive(listener: Listener): void {
  const listen = useContext(Listen);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen?.((event) => latest.current(event)), [listen]);
}

export function LinkWord() {
  const link = useLink();
  if (link !== "lost") return null;
  return (
    <p className="hint link-word" role="status">
      Live updates paused, trying again.
    </p>
  );
}
