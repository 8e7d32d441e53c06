// Money is decimal text from end to end: shown digit by digit, compared and subtracted as integers
// of its last decimal, never as a floating number.

const amount = /^-?\d+(?:\.\d+)?$/;

export function isAmount(text: string): boolean {
  return amount.test(text);
}

const digitsKnown = new Map<string, number>();
function digitsOf(currency: string): number {
  let digits = digitsKnown.get(currency);
  if (digits === undefined) {
    try {
      digits =
        new Intl.NumberFormat("en-GB", { style: "currency", currency }).resolvedOptions()
          .maximumFractionDigits ?? 2;
    } catch {
      digits = 2;
    }
    digitsKnown.set(currency, digits);
  }
  return digits;
}

// "£1,204.50", "€69.00", "JP¥1,200". Text that is no amount is shown as it came.
export function money(text: string, currency: string): string {
  if (!isAmount(text)) return `${text} ${currency}`.trim();
  const decimals = text.split(".")[1]?.length ?? 0;
  const digits = Math.max(decimals, digitsOf(currency));
  try {
    // The exact decimal, to any length (ES2023): nothing passes through a double.
    return new Intl.NumberFormat("en-GB", {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(text as `${number}`);
  } catch {
    return `${text} ${currency}`;
  }
}

function scaled(text: string, decimals: number): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(decimals, "0"));
  return negative ? -units : units;
}

// left − right, with as many decimals as the longer one; null where one is no amount.
export function subtract(left: string, right: string): string | null {
  if (!isAmount(left) || !isAmount(right)) return null;
  const decimals = Math.max(left.split(".")[1]?.length ?? 0, right.split(".")[1]?.length ?? 0);
  const units = scaled(left, decimals) - scaled(right, decimals);
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const text =
    decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0n ? `-${text}` : text;
}

export function isZero(text: string): boolean {
  return /^-?0+(?:\.0+)?$/.test(text);
}

// A difference with its sign; zero is printed too.
export function signedMoney(text: string, currency: string): string {
  const shown = money(text, currency);
  return isZero(text) || text.startsWith("-") ? shown : `+${shown}`;
}

// Counts are whole numbers of ours.
export function count(value: number): string {
  return new Intl.NumberFormat("en-GB").format(value);
}
