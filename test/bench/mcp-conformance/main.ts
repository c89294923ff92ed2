/**
 * `npm run test:mcp`: the official conformance suite of the Model Context Protocol against `/mcp`. It needs Node 22, which comes
 * with it from the registry, and knows no tokens: the service takes everybody for one reader here. A check that fails is an
 * error, unless the suite says that it could not be tried on this server, or `not-served.yaml` says why it is not served.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { parse } from 'yaml'
import { router } from '../../../src/adapters/http/index.js'
import { createMcp } from '../../../src/adapters/mcp/index.js'
import { createFirewall } from '../../../src/firewall/firewall.js'

const PACKAGES = ['node@22', '@modelcontextprotocol/conformance@0.2.0-alpha.12']
/** What the revision that is served requires, and the scenarios of those before it. */
const RUNS = [
  ['--requirements', '2026-07-28'],
  ['--suite', 'all', '--spec-version', '2025-11-25'],
]

const reader = { id: 'user:clerk', groups: [], clearance: { level: 'public', compartments: [] } }
const firewall = await createFirewall({ policy: ['public'], audit: 'memory' })
await firewall.apply([
  {
    kind: 'upsert',
    cursor: '',
    document: {
      id: 'handbook/tea.md',
      uri: 'https://docs.example.com/handbook/tea.md',
      text: 'Tea is at four, in the small kitchen.',
      acl: { allow: ['*'], deny: [], classification: 'public' },
    },
  },
])
const app = express()
app.use(
  router(firewall, {
    authenticate: async () => ({
      subject: reader.id,
      principal: reader,
      scopes: new Set(['retrieve', 'check'] as const),
      application: false,
    }),
    mcp: await createMcp(firewall),
  }),
)
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
const results = mkdtempSync(join(tmpdir(), 'ragwall-mcp-'))
const packages = PACKAGES.flatMap((name) => ['-p', name])
for (const run of RUNS) {
  const suite = spawn(
    'npx',
    ['--yes', ...packages, 'conformance', 'server', '--url', url, ...run, '--output-dir', results],
    // The project's own demands on versions are not those of the suite.
    { stdio: 'ignore', cwd: results, env: { ...process.env, npm_config_engine_strict: 'false' } },
  )
  await once(suite, 'close')
}

interface Check {
  readonly id: string
  readonly status: string
  readonly errorMessage?: string
  readonly details?: { readonly untestable?: boolean }
}
const notServed = parse(readFileSync(new URL('not-served.yaml', import.meta.url), 'utf8')) as {
  scenarios: string[]
  checks: string[]
}
const counts = { passed: 0, 'not served': 0, failed: 0 }
for (const folder of readdirSync(results).sort()) {
  const scenario = folder.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T.*$/, '')
  const checks = JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8')) as Check[]
  for (const { id, status, errorMessage, details } of checks) {
    if (status === 'SUCCESS') counts.passed += 1
    if (status !== 'FAILURE') continue
    const known = notServed.scenarios.includes(scenario) || notServed.checks.includes(id)
    if (known || details?.untestable === true) counts['not served'] += 1
    else {
      counts.failed += 1
      console.log(`${scenario}: ${id}: ${errorMessage}`)
    }
  }
}
console.log(
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', '),
)
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1
server.closeAllConnections()
server.close()
await firewall.close()
rmSync(results, { recursive: true, force: true })
