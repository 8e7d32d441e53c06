// What a role may not do is absent; one line says so.
export function ReadOnly({ may, who = "An owner or admin" }: { may: boolean; who?: string }) {
  if (may) return null;
  return <p className="hint no-print">You have read access. {who} can change this.</p>;
}
