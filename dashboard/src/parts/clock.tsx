// Times on pages: in the person's zone, the exact one on hover.

import { createContext, useContext, useEffect, useState, type ReactNode } from "react";

import { calendarDate, exactTime, nearTime } from "../words/time";

const Zone = createContext("UTC");
const Now = createContext(0);

const beat = 15_000;

export function ClockProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), beat);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <Zone value={zone}>
      <Now value={now}>{children}</Now>
    </Zone>
  );
}

export function useZone(): string {
  return useContext(Zone);
}
export function useNow(): number {
  return useContext(Now);
}

export function Near({ at, none = "never" }: { at: string | null | undefined; none?: string }) {
  const zone = useZone();
  const now = useNow();
  if (!at) return <span className="muted">{none}</span>;
  return (
    <time dateTime={at} title={exactTime(at, zone)} className="nowrap">
      {nearTime(at, zone, now)}
    </time>
  );
}

export function Exact({ at, none = "never" }: { at: string | null | undefined; none?: string }) {
  const zone = useZone();
  if (!at) return <span className="muted">{none}</span>;
  return <time dateTime={at}>{exactTime(at, zone)}</time>;
}

export function Day({ date }: { date: string }) {
  return <time dateTime={date}>{calendarDate(date)}</time>;
}
