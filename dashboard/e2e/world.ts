// A world of its own for a file of journeys: the real program on an embedded database, the pretended
// Sage and the pretended store, on loopback and on ports that the system chose.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const programs = resolve(process.env["BYTE8_BUILD"] ?? "../build/release");
export const password = "correct horse battery";

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function until<Value>(what: string, look: () => Promise<Value | undefined> | Value | undefined, ms = 30_000): Promise<Value> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

export interface Json {
  [key: string]: unknown;
}

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "byte8-e2e-"));
  private readonly children: ChildProcess[] = [];
  token = ""; // of the owner, with every scope
  sage = "";
  store = "";
  url = ""; // with the prefix, without a slash at the end

  private constructor(private readonly prefix: string) {}

  static async start({ prefix = "", users = true, extra = [] as string[] } = {}): Promise<World> {
    const world = new World(prefix);
    try {
      await world.begin(users, extra);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  private run(name: string, args: string[]): string {
    const log = join(this.folder, `${name}.log`);
    const file = openSync(log, "a");
    const child = spawn(join(programs, name), args, { stdio: ["ignore", file, file] });
    this.children.push(child);
    return log;
  }

  private async address(log: string): Promise<string> {
    return until(`an address in ${log}`, () => /http:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(log, "utf8"))?.[0]);
  }

  private flags: string[] = [];

  private async begin(users: boolean, extra: string[]): Promise<void> {
    const port = await freePort();
    const own = `http://127.0.0.1:${port}`;
    this.url = own + this.prefix;
    const data = join(this.folder, "data");
    mkdirSync(data);
    const sageLog = this.run("byte8-sage-simulator", [
      "--listen", "127.0.0.1:0", "--clock-factor", "60", "--client", "byte8-demo:byte8-demo-secret",
      "--redirect-uri", `${this.url}/oauth/sage/callback`,
    ]);
    const storeLog = this.run("byte8-demo-store", ["--listen", "127.0.0.1:0", "--clock-factor", "60"]);
    this.sage = await this.address(sageLog);
    this.store = await this.address(storeLog);
    this.flags = Object.entries({
      listen: own.slice(7),
      "public-url": this.url,
      "data-dir": data,
      "sage-client-id": "byte8-demo",
      "sage-client-secret": "byte8-demo-secret",
      "sage-authorize-url": `${this.sage}/auth/oauth2/auth/central`,
      "sage-token-url": `${this.sage}/oauth/token`,
      "sage-revoke-url": `${this.sage}/oauth/revoke`,
      "sage-api-url": `${this.sage}/v3.1`,
      "sage-requests-per-minute": "0",
      "sage-application-requests-per-second": "0",
      "outbound-allow": "127.0.0.0/8",
      "require-https-stores": "false",
      "request-timeout": "5s",
      "late-commit-max": "1s",
      "search-lag": "1s",
    }).map(([name, value]) => `--${name}=${value}`);
    this.flags.push(...extra);
    if (users) {
      this.user("owner@example.com", "owner");
      this.user("viewer@example.com", "viewer");
      this.token = this.cli("token", "create", "--email", "owner@example.com", "--scope", "admin", "--scope", "read", "--scope", "operate").trim();
    }
    await this.serve();
  }

  private async serve(): Promise<void> {
    this.run("byte8-ledger", ["serve", ...this.flags]);
    await until("the server", async () => {
      try {
        return (await fetch(`${this.url}/readyz`)).ok ? true : undefined;
      } catch {
        return undefined;
      }
    });
  }

  cli(...args: string[]): string {
    return execFileSync(join(programs, "byte8-ledger"), [...args, ...this.flags], { encoding: "utf8" });
  }

  user(email: string, role: string): void {
    const file = join(this.folder, "password");
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    this.cli("user", "create", "--email", email, "--role", role, "--password-file", file);
  }

  log(): string {
    return readFileSync(join(this.folder, "byte8-ledger.log"), "utf8");
  }

  async ask(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Json> {
    const answer = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
  }

  // Our own interface, as the owner.
  api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Json> {
    return this.ask(method, this.url + path, body, { Authorization: `Bearer ${this.token}`, ...headers });
  }

  async items(path: string): Promise<Json[]> {
    return (await this.api("GET", path))["items"] as Json[];
  }

  async pairingCode(): Promise<string> {
    return String((await this.ask("POST", `${this.store}/__shop/pairing-code`, {}))["pairing_code"]);
  }

  orders(count: number): Promise<Json> {
    return this.ask("POST", `${this.store}/__shop/orders`, { count });
  }

  // What a person does once, done by the interface: for journeys that are about something else.
  async connect(): Promise<string> {
    const paired = await this.api("POST", "/v1/magento/connect", {
      magento_base_url: this.store,
      pairing_code: await this.pairingCode(),
    });
    const id = String((paired["binding"] as Json)["id"]);
    const { authorize_url } = await this.api("POST", `/v1/bindings/${id}/sage/authorize`, {});
    await fetch(String(authorize_url));
    const businesses = await this.items(`/v1/bindings/${id}/sage/businesses`);
    const usable = businesses.find((one) => one["usable"] === true && one["country"] === "GB");
    await this.api("POST", `/v1/bindings/${id}/sage/business`, { provider_business_id: usable?.["provider_business_id"] });
    await this.bindingIs(id, "active");
    return id;
  }

  async bindingIs(id: string, status: string): Promise<void> {
    await until(`${id} to be ${status}`, async () =>
      (await this.api("GET", `/v1/bindings/${id}`))["status"] === status ? true : undefined,
    );
  }

  // Until so many runs have that status.
  async runs(status: string, least: number): Promise<Json[]> {
    return until(`${least} runs ${status}`, async () => {
      const items = await this.items(`/v1/runs?status=${status}&limit=200`);
      return items.length >= least ? items : undefined;
    });
  }

  async stop(): Promise<void> {
    for (const child of this.children.reverse()) {
      const ended = new Promise((done) => child.once("exit", done));
      if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    }
    if (process.env["BYTE8_KEEP"] === undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
