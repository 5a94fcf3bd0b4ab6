import type { RouteShape } from '@altyn/contract/route'

/** A page that lists every call, for people. Plain HTML that needs nothing from elsewhere. */
export function renderDocs(routes: readonly RouteShape[]): string {
  const groups = Map.groupBy(routes, ({ path }) => path.split('/')[2] ?? '')
  const sections = [...groups].map(
    ([domain, calls]) =>
      `<h2>${escapeHtml(domain)}</h2><table>${calls.map(renderCall).join('')}</table>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Altyn API</title>
<meta name="viewport" content="width=device-width"><style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}
td{padding:.25rem .75rem .25rem 0;vertical-align:top}code{white-space:nowrap}
</style></head><body><h1>Altyn API</h1>
<p>Every call with its schemas: <a href="/api/openapi.json">OpenAPI 3.1</a>. Sign in with
<code>POST /api/staff/sign-in</code> (a cookie) or send <code>Authorization: Bearer &lt;API token&gt;</code>.
Money is a decimal string with its currency. Lists take <code>limit</code> and <code>cursor</code>; changes of
a versioned object take <code>If-Match</code>; mutations that a machine may retry take
<code>Idempotency-Key</code>. Errors are problem+json with a stable <code>code</code>.</p>
${sections.join('')}</body></html>`
}

function renderCall({ method, path, summary, access }: RouteShape): string {
  return `<tr><td><code>${method} ${escapeHtml(path)}</code></td><td>${escapeHtml(summary)}</td><td><small>${escapeHtml(access)}</small></td></tr>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
