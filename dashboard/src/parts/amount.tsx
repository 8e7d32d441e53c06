import { money, signedMoney } from "../words/money";

export function Amount({ value, currency, signed = false }: { value: string | null | undefined; currency: string; signed?: boolean }) {
  if (value === null || value === undefined) return null;
  return <span className="nowrap">{signed ? signedMoney(value, currency) : money(value, currency)}</span>;
}
