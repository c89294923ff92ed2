import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, OpenAIProvider, Runner } from '@openai/agents'
import OpenAI from 'openai'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CARRIERS } from '../unit/adapters/gateway/carriers.js'
import {
  clerk,
  closeServers,
  director,
  events,
  json,
  openWorld,
  PUBLIC,
  SECRET,
  scripted,
  serveGateway,
} from '../unit/adapters/gateway/world.js'
import { root } from './harness.js'

/** The examples of docs/agents.md, as they stand there. */

const page = readFileSync(join(root, 'docs/agents.md'), 'utf8')

/** A function of what an example leaves to its reader. */
function example(
  name: string,
  given: readonly string[],
  gives: string,
): (...given: unknown[]) => Promise<never> {
  const [, code] = new RegExp(`<!-- example: ${name} -->\\n\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(page) ?? []
  expect(code, `docs/agents.md has no example ${name}`).toBeDefined()
  const { outputText } = ts.transpileModule(code!.replace(/^import .*$/gm, ''), {
    compilerOptions: { target: ts.ScriptTarget.ESNext },
  })
  const run = outputText
    .replaceAll('gpt-5-mini', 'model-a')
    .replace("'https://ragwall.example.com/v1'", 'baseURL')
  return new Function(...given, `return (async () => { ${run}; return ${gives} })()`) as never
}

let world: Awaited<ReturnType<typeof openWorld>>
let model: Awaited<ReturnType<typeof scripted>>
let url: string
beforeAll(async () => {
  world = await openWorld([{ name: 'default', acrossTurns: false }])
  model = await scripted()
  url = await serveGateway(world.firewall, model.url)
})
afterAll(async () => {
  await closeServers()
  await world.firewall.close()
})

const carrier = CARRIERS.find(({ shape, kind }) => shape === 'responses' && kind === 'text')!

test('OpenAI Agents JS through the gateway: whole, and as a stream', async () => {
  const run = example(
    'openai-agents',
    ['Agent', 'OpenAIProvider', 'Runner', 'OpenAI', 'baseURL', 'token', 'question'],
    '{ finalOutput, runner, agent }',
  )
  for (const [who, text, may] of [
    ['director', SECRET, true],
    ['clerk', SECRET, false],
    ['clerk', PUBLIC, true],
  ] as const) {
    model.says((request, response) =>
      (request.body.stream === true ? events(carrier.stream([...text])) : json(carrier.whole(text)))(
        request,
        response,
      ),
    )
    const { finalOutput, runner, agent } = (await run(
      Agent,
      OpenAIProvider,
      Runner,
      OpenAI,
      `${url}/v1`,
      `token-of-${who}`,
      'Well?',
    )) as {
      finalOutput: string
      runner: Runner
      agent: Agent
    }
    expect(finalOutput === text, who).toBe(may)
    expect(finalOutput.includes('Hollow'), who).toBe(may && text === SECRET)
    const streamed = await runner.run(agent, 'Well?', { stream: true })
    let told = ''
    for await (const piece of streamed.toTextStream()) told += piece
    expect(told === text, who).toBe(may)
    expect(told.includes('Hollow Oak Shipping closes'), who).toBe(may && text === SECRET)
  }
})

test('an output guardrail', async () => {
  const guardrail = example('output-guardrail', ['Agent', 'firewall', 'principal'], 'mayBeSaid')
  for (const [principal, text, trips] of [
    [director, SECRET, false],
    [clerk, SECRET, true],
    [clerk, PUBLIC, false],
  ] as const) {
    const { execute } = (await guardrail(Agent, world.firewall, principal)) as {
      execute(of: { agentOutput: unknown }): Promise<{ tripwireTriggered: boolean }>
    }
    expect((await execute({ agentOutput: text })).tripwireTriggered).toBe(trips)
  }
})
