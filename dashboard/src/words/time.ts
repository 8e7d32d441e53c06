// Times as people read them: near ones in words, others in the person's zone. Document dates are
// calendar dates and are never converted.

const minute = 60_000;
const hour = 60 * minute;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
  second: string;
  zone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const options: Intl.DateTimeFormatOptions = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    };
    try {
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      // A zone that this browser does not know.
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formats.set(zone, format);
  }
  return format;
}

function partsOf(at: number, zone: string): Parts {
  const found = new Map(formatOf(zone).formatToParts(at).map((part) => [part.type, part.value]));
  const text = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? "";
  return {
    year: Number(text("year")),
    month: Number(text("month")),
    day: Number(text("day")),
    hour: text("hour"),
    minute: text("minute"),
    second: text("second"),
    zone: text("timeZoneName"),
  };
}

function dayOf(parts: Parts): string {
  return `${parts.day} ${months[parts.month - 1] ?? ""}`;
}

// "just now", "5 minutes ago", "14:32", "12 Nov 14:32", "12 Nov 2025".
export function nearTime(iso: string, zone: string, now: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const age = now - at;
  if (age >= 0 && age < minute) return "just now";
  if (age >= 0 && age < hour) {
    const minutes = Math.floor(age / minute);
    return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
  }
  const then = partsOf(at, zone);
  const today = partsOf(now, zone);
  const clock = `${then.hour}:${then.minute}`;
  if (then.year !== today.year) return `${dayOf(then)} ${then.year}`;
  if (then.month === today.month && then.day === today.day) return clock;
  return `${dayOf(then)} ${clock}`;
}

// "20 Nov 2026, 19:49:01 (GMT)".
export function exactTime(iso: string, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const parts = partsOf(at, zone);
  return `${dayOf(parts)} ${parts.year}, ${parts.hour}:${parts.minute}:${parts.second} (${parts.zone})`;
}

// "20 Nov 2026": the day of a moment in that zone.
export function dayTime(iso: string, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const parts = partsOf(at, zone);
  return `${dayOf(parts)} ${parts.year}`;
}

export function clockTime(at: number, zone: string): string {
  const parts = partsOf(at, zone);
  return `${parts.hour}:${parts.minute}`;
}

// A calendar date: "2026-10-28" is "28 Oct 2026" everywhere.
export function calendarDate(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (match === null) return date;
  return `${Number(match[3])} ${months[Number(match[2]) - 1] ?? ""} ${match[1] ?? ""}`;
}

// "0.4 s", "4 min 12 s", "3 h 5 min", "2 d 4 h".
export function duration(ms: number): string {
  if (ms < minute) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (ms < hour) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
