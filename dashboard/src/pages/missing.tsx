import { Link } from "@tanstack/react-router";

import { Doorway } from "../parts/page";

export function Missing() {
  return (
    <Doorway title="There is nothing at this address">
      <p>
        <Link to="/dashboard">Go to the home page</Link>
      </p>
    </Doorway>
  );
}

// A fault of this page's own; what it showed is in the console for whoever reports it.
export function PageError() {
  return (
    <Doorway title="This page stopped working">
      <p>Syncing is not affected. Load the page again; if that does not help, tell whoever runs this server.</p>
      <p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          Load again
        </button>
      </p>
    </Doorway>
  );
}
