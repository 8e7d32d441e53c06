// What runs here: version, whether it is well, licences.

import { useQuery } from "@tanstack/react-query";

import { serverPath } from "../base/prefix";
import licences from "../generated/licences.json";
import { Page, TableFrame } from "../parts/page";
import { Part } from "../parts/states";

const version = /^ {2}version: (\S+)$/m;

async function text(path: string): Promise<string> {
  const answer = await fetch(serverPath(path), { credentials: "same-origin" });
  return (await answer.text()).trim();
}

export function AboutPage() {
  const health = useQuery({ queryKey: ["readyz"], queryFn: () => text("/readyz") });
  const description = useQuery({ queryKey: ["openapi"], queryFn: () => text("/openapi.yaml"), staleTime: Infinity });
  return (
    <Page title="About" about="About" sub="Byte8 Ledger keeps a Magento store and a Sage business in step.">
      <div className="stack">
        <section className="card" aria-labelledby="server">
          <h2 id="server">This server</h2>
          <Part query={health} what="The state of the server" rows={1}>
            {(word) => (
              <dl className="facts">
                <dt>State</dt>
                <dd>{word === "ready" ? "Ready" : `Not ready: ${word}`}</dd>
                <dt>Interface</dt>
                <dd>
                  {version.exec(description.data ?? "")?.[1] ?? <span className="muted">not known</span>},{" "}
                  <a href={serverPath("/openapi.yaml")}>described at /openapi.yaml</a>
                </dd>
                <dt>Licence</dt>
                <dd>Apache-2.0</dd>
              </dl>
            )}
          </Part>
        </section>
        <section className="stack-tight" aria-labelledby="licences">
          <h2 id="licences">Libraries in these pages</h2>
          <TableFrame label="Libraries">
            <table>
              <thead>
                <tr>
                  <th scope="col">Library</th>
                  <th scope="col">Version</th>
                  <th scope="col">Licence</th>
                </tr>
              </thead>
              <tbody>
                {licences.map((one) => (
                  <tr key={one.name}>
                    <th scope="row">{one.name}</th>
                    <td>{one.version}</td>
                    <td>{one.licence}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        </section>
      </div>
    </Page>
  );
}
