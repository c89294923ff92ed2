import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGateway } from '../../src/adapters/gateway/index.js'
import { parseConfig } from '../../src/core/config.js'
import { secretKey } from '../../src/core/digest.js'
import { completion } from '../unit/adapters/gateway/carriers.js'
import {
  closeServers,
  json,
  openWorld,
  PUBLIC,
  SECRET,
  scripted,
  serveGateway,
} from '../unit/adapters/gateway/world.js'
import { root, runCli } from './harness.js'

/** The shortest ways in, as README.md shows them; the one by LangChain is run by `readme.test.ts`. */

const readme = readFileSync(join(root, 'README.md'), 'utf8')

function shown(name: string): string {
  const found = new RegExp(`<!-- way: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(readme)
  expect(found, `README.md shows no way called ${name}`).not.toBeNull()
  return found![1]!
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-ways-'))
})
afterAll(async () => {
  await closeServers()
  rmSync(folder, { recursive: true, force: true })
})

test('a base URL', async () => {
  const { parse } = await import('yaml')
  const { gateway } = parseConfig(
    { data: 'd', audit: 'a', keys: { env: 'K' }, levels: ['low'], ...(parse(shown('upstream')) as object) },
    join(folder, 'ragwall.yaml'),
  )
  process.env['OPENAI_API_KEY'] = 'sk-upstream'
  const world = await openWorld()
  expect(
    createGateway(world.firewall, { config: gateway!, key: secretKey(new Uint8Array(32)) }).models(),
  ).not.toEqual([])
  delete process.env['OPENAI_API_KEY']
  const model = await scripted()
  model.says(json(completion({ content: `${PUBLIC} ${SECRET}` })))
  const url = await serveGateway(world.firewall, model.url)
  const run = new Function(
    'OpenAI',
    'token',
    'question',
    `return (async () => { ${shown('base-url')
      .replace('https://ragwall.example.com', url)
      .replace(/model: '[^']*'/, "model: 'model-a'")}; return answer })()`,
  ) as (...given: unknown[]) => Promise<OpenAI.ChatCompletion>
  const told = await run(OpenAI, 'token-of-director', 'Well?')
  expect(told.choices[0]?.message.content).toContain(SECRET)
  const refused = await run(OpenAI, 'token-of-clerk', 'Well?')
  expect(JSON.stringify(refused)).not.toContain('Hollow Oak')
  await world.firewall.close()
})

test('MCP', async () => {
  const sample = join(root, 'config/ragwall.yaml')
  mkdirSync(join(folder, 'state'))
  const { mcpServers } = JSON.parse(shown('mcp')) as {
    mcpServers: Record<string, { command: string; args: string[] }>
  }
  const [{ command, args }] = Object.values(mcpServers) as [{ command: string; args: string[] }]
  expect([command, args[0], args[1]]).toEqual(['npx', 'ragwall', 'mcp'])
  // The same command line, with the sources of this tree and the sample's documents.
  const place = ['--config', sample, '--data', join(folder, 'state')]
  writeFileSync(join(folder, 'state.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 })
  const synced = await runCli(['sync', ...place], folder)
  expect(synced.err).not.toContain('error')
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [
        '--import',
        loader,
        join(root, 'src/adapters/cli/main.ts'),
        'mcp',
        ...place,
        '--as',
        'user:director',
      ],
      cwd: folder,
    }),
  )
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['search', 'fetch', 'check'])
  const query = 'How much is paid for the shares of Shiosai Ferries?'
  const found = await client.callTool({ name: 'search', arguments: { query, k: 1 } })
  expect(JSON.stringify(found.structuredContent)).toContain('board/merger-plan.md')
  await client.close()
})
