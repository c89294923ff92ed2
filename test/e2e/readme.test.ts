import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import * as langchain from 'langchain'
import ts from 'typescript'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as files from '../../connectors/files.js'
import * as ragwallLangchain from '../../src/adapters/langchain/index.js'
import type { Principal } from '../../src/core/types.js'
import * as ragwall from '../../src/index.js'
import { calling, DecidingModel } from '../support/agents.js'
import { root, runCli } from './harness.js'

/**
 * The programs in README.md, run as they stand there. Imports are answered with the sources of this tree; every other
 * name they leave to the reader (`chatModel`, `show`) is given by the test.
 */
const MODULES: Readonly<Record<string, object>> = {
  ragwall,
  'ragwall/langchain': ragwallLangchain,
  'ragwall/connectors/files': files,
  langchain,
}

const BOARD =
  'The board agreed to buy the harbour operator for nine hundred million yen, before the summer break.'
const SALES = 'We agreed with the harbour that deliveries arrive at gate four before eight in the morning.'

let folder = ''
let before = ''
const key = process.env['RAGWALL_KEY']
beforeEach(() => {
  before = process.cwd()
  folder = mkdtempSync(join(tmpdir(), 'ragwall-readme-'))
  mkdirSync(join(folder, 'handbook/board'), { recursive: true })
  const acl = (level: string, allow: string) => `classification: ${level}\nallow: [${allow}]\n`
  writeFileSync(join(folder, 'handbook/.acl.yaml'), acl('internal', "'group:sales', 'group:board'"))
  writeFileSync(join(folder, 'handbook/board/.acl.yaml'), acl('secret', "'group:board'"))
  writeFileSync(join(folder, 'handbook/harbour.md'), SALES)
  writeFileSync(join(folder, 'handbook/board/minutes.md'), BOARD)
  process.chdir(folder)
  process.env['RAGWALL_KEY'] = randomBytes(32).toString('hex')
})
afterEach(() => {
  process.chdir(before)
  if (key === undefined) delete process.env['RAGWALL_KEY']
  else process.env['RAGWALL_KEY'] = key
  rmSync(folder, { recursive: true, force: true })
})

function program(name: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const found = new RegExp(`<!-- run: ${name} -->\\n\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(readme)
  expect(found, `README.md has no program called ${name}`).not.toBeNull()
  return found![1]!
}

/** Runs it and returns what it declared at its top. */
async function run(name: string, given: Record<string, unknown>): Promise<Record<string, unknown>> {
  const source = program(name)
  const imports = [...source.matchAll(/^import \{([^}]+)\} from '([^']+)'$/gm)]
  const imported: Record<string, unknown> = {}
  for (const [, names, module] of imports) {
    for (const each of names!.split(',').map((one) => one.trim())) {
      const value = (MODULES[module!] as Record<string, unknown> | undefined)?.[each]
      expect(value, `${module} exports no ${each}`).toBeDefined()
      imported[each] = value
    }
  }
  const body = source.replace(/^import .*$/gm, '')
  const declared = [...body.matchAll(/^const (?:\{ )?(\w+)/gm)].map(([, one]) => one!)
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  const scope = { ...imported, ...given }
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor
  const main = new AsyncFunction(...Object.keys(scope), `${outputText}\nreturn { ${declared.join(', ')} }`)
  return (await main(...Object.values(scope))) as Record<string, unknown>
}

describe('README.md', () => {
  test('in production: the commands, the sidecar and the program, as they stand there', async () => {
    const init = await runCli(['init'], folder)
    expect(init.code, init.err).toBe(0)
    const config = join(folder, 'config/ragwall.yaml')
    const connectors = 'connectors:\n  - { use: files, name: handbook, root: ../handbook }'
    writeFileSync(config, readFileSync(config, 'utf8').replace('connectors: []', connectors))
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const sidecar = /```yaml\n([\s\S]*?)```/.exec(readme)![1]!
    writeFileSync(join(folder, 'handbook/.acl.yaml'), sidecar)
    const sync = await runCli(['sync'], folder)
    expect(sync.code, sync.err).toBe(0)

    const answer = `As for the harbour: ${SALES} And besides: ${BOARD}`
    const { firewall, chunks, verdict } = await run('configured', { answer })
    await (firewall as ragwall.Firewall).close()
    expect((chunks as ragwall.RetrievedChunk[]).map(({ text }) => text)).toEqual([SALES])
    expect((verdict as ragwall.Verdict).action).toBe('block')
    expect((verdict as ragwall.Verdict).text).not.toContain('nine hundred million')
  })

  test('quick start', async () => {
    const shown: string[] = []
    const { firewall, documents } = await run('quick start', {
      chatModel: new DecidingModel(() => `As for the harbour: ${SALES} And besides: ${BOARD}`),
      messages: [new HumanMessage('What did we agree with the harbour?')],
      show: (chunk: BaseMessage) => void shown.push(chunk.text),
    })
    await (firewall as ragwall.Firewall).close()
    expect((documents as { pageContent: string }[]).map(({ pageContent }) => pageContent)).toEqual([SALES])
    expect(shown.join('')).toContain(SALES)
    expect(shown.join('')).not.toContain('nine hundred million')
  })

  test('agent', async () => {
    const started = await run('quick start', {
      chatModel: new DecidingModel(() => 'Hello.'),
      messages: [new HumanMessage('Hello?')],
      show: () => undefined,
    })
    const firewall = started['firewall'] as ragwall.Firewall
    const retriever = ragwallLangchain.protect(firewall)
    const search = langchain.tool(
      async ({ query }: { query: string }) =>
        (await retriever.invoke(query)).map(({ pageContent }) => pageContent).join('\n'),
      { name: 'search', description: 'searches the handbook', schema: z.object({ query: z.string() }) },
    )
    const sent: string[] = []
    const sendMail = langchain.tool(
      async ({ body }: { to: string; body: string }) => {
        sent.push(body)
        return 'sent'
      },
      { name: 'send_mail', description: 'sends', schema: z.object({ to: z.string(), body: z.string() }) },
    )
    const to = 'captain@harbour.example'
    const script = [
      () => calling('search', { query: 'harbour' }, '1'),
      (found: string) => calling('send_mail', { to, body: `This is what we have: ${found}` }, '2'),
      () => calling('send_mail', { to, body: 'We would like to talk about gate four.' }, '3'),
      () => `Told them. Between us: ${SALES} ${BOARD}`,
    ]
    const chatModel = new DecidingModel((messages) => {
      const step = messages.filter((message) => message.getType() === 'ai').length
      return script[step]!(messages.findLast((message) => ToolMessage.isInstance(message))?.text ?? '')
    })
    const question = new HumanMessage('Please tell the harbour what we have.')
    const principal = started['principal'] as Principal
    const { messages } = await run('agent', { firewall, chatModel, search, sendMail, question, principal })
    await firewall.close()
    expect(sent).toEqual(['We would like to talk about gate four.'])
    const answer = (messages as BaseMessage[]).at(-1)!.text
    expect(answer).not.toContain('nine hundred million')
    expect(JSON.stringify(messages)).not.toContain('nine hundred million')
  })
})
