#include "sandbox/shop/page.h"

#include <string>

namespace byte8::sandbox::shop {

namespace {

constexpr std::string_view html = R"html(<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Demo store</title>
  <link rel="stylesheet" href="/__shop/page.css">
  <script src="/__shop/page.js" defer></script>
</head>
<body>
  <a class="skip" href="#orders">Skip to the invoices</a>
  <header>
    <h1>Demo store</h1>
    <p>A stand-in for a Magento 2 store. Everything in it is invented.</p>
  </header>
  <main>
    <section class="card" aria-labelledby="connection-title">
      <h2 id="connection-title">Connection</h2>
      <p class="state" role="status" aria-live="polite">
        <span id="dot" class="dot dot-grey" aria-hidden="true"></span>
        <span id="state-word" class="sr"></span>
        <strong id="headline">Loading…</strong>
      </p>
      <dl class="numbers">
        <div><dt>Last sync</dt><dd id="last-sync">–</dd></div>
        <div><dt>Pending</dt><dd id="pending">–</dd></div>
        <div><dt>Errors 24 h</dt><dd id="errors">–</dd></div>
        <div><dt>Outbox waiting</dt><dd id="outbox-pending">–</dd></div>
        <div><dt>Outbox given up</dt><dd id="outbox-dead">–</dd></div>
      </dl>
      <p class="hint" id="config-label"></p>
      <div class="buttons">
        <button type="button" id="pair">Generate a pairing code</button>
        <button type="button" id="disconnect" class="quiet" disabled>Disconnect</button>
        <button type="button" id="requeue" class="quiet" hidden>Send given-up events again</button>
      </div>
      <div id="code-box" class="code-box" hidden>
        <label for="code">Pairing code, shown once, good for 30 minutes</label>
        <input id="code" readonly>
        <label for="base">Magento base URL</label>
        <input id="base" readonly>
      </div>
    </section>
    <section class="card" aria-labelledby="orders-title" id="orders">
      <div class="row">
        <h2 id="orders-title">Invoices and credit memos</h2>
        <button type="button" id="order">Place an order</button>
      </div>
      <p id="note" class="hint" role="status" aria-live="polite"></p>
      <div class="scroll" role="region" aria-labelledby="orders-title" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Order</th>
              <th scope="col">Date</th>
              <th scope="col">Customer</th>
              <th scope="col">Payment</th>
              <th scope="col" class="right">Tax</th>
              <th scope="col" class="right">Grand total</th>
              <th scope="col">Sage status</th>
              <th scope="col">Sage reference</th>
            </tr>
          </thead>
          <tbody id="rows"></tbody>
        </table>
      </div>
      <p id="empty" class="hint" hidden>No orders yet. Place one to see it travel to Sage.</p>
    </section>
  </main>
</body>
</html>
)html";

constexpr std::string_view css = R"css(
:root { color-scheme: light dark; --ink: #1d2433; --dim: #566077; --line: #d9dee8;
  --card: #ffffff; --ground: #f3f5f9; --act: #1f4fd8; --act-ink: #ffffff;
  --green: #17713a; --amber: #8a5200; --red: #b3202a; --grey: #5b6475; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf5; --dim: #a6b0c4; --line: #333c4f; --card: #1b2130; --ground: #121722;
    --act: #7ea2ff; --act-ink: #0d1424; --green: #6fd492; --amber: #f0b45b; --red: #ff8f94;
    --grey: #aab3c5; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--ground); }
header, main { max-width: 78rem; margin: 0 auto; padding: 1rem 1.25rem; }
header p, .hint { color: var(--dim); margin: 0 0 .5rem; }
h1 { margin: .5rem 0 0; font-size: 1.6rem; }
h2 { margin: 0 0 .5rem; font-size: 1.15rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.1rem 1.25rem; margin-bottom: 1.25rem; }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .75rem; }
.state { display: flex; align-items: center; gap: .6rem; margin: 0 0 .75rem; }
.dot { width: .9rem; height: .9rem; border-radius: 50%; background: var(--grey); flex: none; }
.dot-green { background: var(--green); } .dot-amber { background: var(--amber); }
.dot-red { background: var(--red); }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 .75rem; }
.numbers dt { color: var(--dim); font-size: .85rem; } .numbers dd { margin: 0; font-weight: 600; }
.buttons { display: flex; flex-wrap: wrap; gap: .6rem; }
button { font: inherit; font-weight: 600; padding: .45rem .95rem; border-radius: .5rem;
  border: 1px solid var(--act); background: var(--act); color: var(--act-ink); cursor: pointer; }
button.quiet { background: transparent; color: var(--act); }
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.code-box { display: grid; gap: .3rem; margin-top: .9rem; max-width: 34rem; }
.code-box[hidden] { display: none; }
.code-box input { font: 1rem ui-monospace, monospace; padding: .45rem; border-radius: .4rem;
  border: 1px solid var(--line); background: var(--ground); color: var(--ink); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line);
  white-space: nowrap; }
th { color: var(--dim); font-weight: 600; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
.chip { display: inline-block; padding: .05rem .6rem; border-radius: 1rem;
  border: 1px solid currentColor; font-size: .85rem; font-weight: 600; }
.chip-synced { color: var(--green); } .chip-skipped { color: var(--amber); }
.chip-failed { color: var(--red); } .chip-pending, .chip-none { color: var(--grey); }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; }
)css";

constexpr std::string_view js = R"js('use strict';
const $ = (id) => document.getElementById(id);
const chips = { synced: '✓ Synced', pending: '⧗ Pending', skipped: '⏸ Skipped',
  failed: '✗ Failed', none: '–' };

async function call(path, body) {
  const options = body === undefined ? {} : { method: 'POST',
    headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch('/__shop/' + path, options);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message || answer.statusText);
  return value;
}

function cell(row, text, className) {
  const td = row.insertCell();
  td.textContent = text;
  if (className) td.className = className;
  return td;
}

function showHealth(health) {
  $('dot').className = 'dot dot-' + health.tile.dot;
  $('state-word').textContent = health.tile.state + ': ';
  $('headline').textContent = health.tile.headline;
  $('last-sync').textContent = health.tile.last_sync ?? '–';
  $('pending').textContent = health.tile.pending ?? '–';
  $('errors').textContent = health.tile.errors_24h ?? '–';
  $('outbox-pending').textContent = health.outbox_pending;
  $('outbox-dead').textContent = health.outbox_dead_lettered;
  $('config-label').textContent = 'Configuration page: ' + health.config.label +
    (health.tenant_id ? ' · tenant ' + health.tenant_id : '');
  $('disconnect').disabled = !health.connected;
  $('requeue').hidden = health.outbox_dead_lettered === 0;
  if (!health.pairing_code_waits) $('code-box').hidden = true;
}

function title(state) {
  if (!state) return '';
  if (state.provider_reference) return state.provider_reference;
  if (state.provider_entity_id) return state.provider_entity_id;
  if (state.skip_reason) return 'Skipped: ' + state.skip_reason;
  return state.error_code ? 'Error: ' + state.error_code : '';
}

function showDocuments(documents, mirror) {
  const states = new Map(mirror.filter((row) => row.provider === 'sage_accounting')
    .map((row) => [row.entity_type + '/' + row.magento_id, row]));
  const rows = document.createDocumentFragment();
  for (const one of documents.slice(-200).reverse()) {
    const row = rows.appendChild(document.createElement('tr'));
    const state = states.get(one.kind + '/' + one.id);
    cell(row, (one.kind === 'invoice' ? 'Invoice ' : 'Credit memo ') + one.increment_id);
    cell(row, one.order_increment_id || '–');
    cell(row, one.created_at.replace('T', ' ').replace('Z', ''));
    cell(row, one.customer);
    cell(row, (one.payment_method || '–') + (one.state === 'open' ? ' (open)' : ''));
    cell(row, one.tax_amount, 'right');
    cell(row, one.grand_total + ' ' + one.currency, 'right');
    const word = state ? state.sync_status : 'none';
    const chip = document.createElement('span');
    chip.className = 'chip chip-' + word;
    chip.textContent = chips[word] || word;
    chip.title = title(state);
    row.insertCell().append(chip);
    cell(row, title(state));
  }
  $('rows').replaceChildren(rows);
  $('empty').hidden = documents.length > 0;
}

let busy = false;
async function refresh() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const [health, documents, mirror] =
      await Promise.all([call('health'), call('documents'), call('mirror')]);
    showHealth(health);
    showDocuments(documents.documents, mirror.rows);
  } catch (error) {
    $('note').textContent = 'The store does not answer: ' + error.message;
  } finally {
    busy = false;
  }
}

function act(id, path, body, say) {
  $(id).addEventListener('click', async () => {
    $(id).disabled = true;
    try {
      $('note').textContent = say(await call(path, body)) || '';
    } catch (error) {
      $('note').textContent = error.message;
    }
    $(id).disabled = false;
    refresh();
  });
}

act('order', 'orders', { count: 1 }, (made) =>
  'Order ' + made.orders[0].order_increment_id + ' placed.');
act('pair', 'pairing-code', {}, (made) => {
  $('code').value = made.pairing_code;
  $('base').value = location.origin;
  $('code-box').hidden = false;
  $('code').focus();
  $('code').select();
});
act('disconnect', 'disconnect', {}, (done) => done.acknowledged
  ? 'Disconnected.' : 'Disconnected here; the ledger did not confirm it.');
act('requeue', 'requeue', { all: true }, (done) =>
  done.requeued + ' events wait to be sent again.');
refresh();
setInterval(refresh, 2000);
)js";

http::Response served(std::string_view type, std::string_view body) {
  return {.status = 200,
          .headers = {{"Content-Type", std::string(type)},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; style-src 'self'; connect-src "
                       "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}},
          .body = std::string(body)};
}

}  // namespace

http::Response page_html() {
  return served("text/html; charset=utf-8", html);
}
http::Response page_css() {
  return served("text/css; charset=utf-8", css);
}
http::Response page_js() {
  return served("text/javascript; charset=utf-8", js);
}

}  // namespace byte8::sandbox::shop
