import type { Policy } from "../api/queries";
import { TableFrame } from "../parts/page";
import { changesBetween } from "./draft";
import { labelOf } from "./fields";

export function Differences({ before, after, names }: { before: Policy; after: Policy; names: [string, string] }) {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return <p>They are equal.</p>;
  return (
    <TableFrame label="Differences">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{labelOf(change.field)}</th>
              <td className="mono">{change.before}</td>
              <td className="mono">{change.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
