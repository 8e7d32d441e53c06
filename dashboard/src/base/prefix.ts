// Where the server stands: it may live under a path, which it writes into <base href>.

// "" at the root, "/ledger" under a prefix.
export function prefixOf(baseAddress: string): string {
  return new URL(baseAddress).pathname.replace(/\/+$/, "");
}

export const prefix = prefixOf(document.baseURI);

// The address of a path of the server, for links that leave the page and for downloads.
export function serverPath(path: string): string {
  return prefix + path;
}
