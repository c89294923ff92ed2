/**
 * One peer over the texts of standard input (a JSON array); prints a JSON line: what it made of each text, and the
 * milliseconds of its best run. A process of its own, because some of them end the one they are imported into.
 */
import { readFileSync } from 'node:fs'

process.on('uncaughtException', () => undefined)

const quiet = () => undefined
Object.assign(console, { warn: quiet, info: quiet, error: quiet })

const PEERS = {
  async '@openai/guardrails'() {
    const { pii, PIIConfig, PIIEntity } = await import(
      new URL('./node_modules/@openai/guardrails/dist/checks/pii.js', import.meta.url).href
    )
    // Those its authors deprecated match any two words.
    const deprecated = ['NRP', 'PERSON']
    const entities = Object.values(PIIEntity).filter((entity) => !deprecated.includes(entity))
    const config = PIIConfig.parse({ entities, block: false })
    return async (text) => (await pii(null, text, config)).info.checked_text
  },
  async 'redact-pii'() {
    const module = await import('redact-pii')
    const redactor = new (module.default ?? module).SyncRedactor()
    return (text) => redactor.redact(text)
  },
  async 'langchain piiMiddleware'() {
    const { AIMessage, piiMiddleware } = await import('langchain')
    const kinds = ['email', 'credit_card', 'ip', 'mac_address', 'url']
    const hooks = kinds.map((kind) => {
      const { afterModel } = piiMiddleware(kind, {
        strategy: 'redact',
        applyToInput: false,
        applyToOutput: true,
      })
      return typeof afterModel === 'function' ? afterModel : afterModel.hook
    })
    return async (text) => {
      let messages = [new AIMessage(text)]
      for (const hook of hooks) {
        const state = await hook({ messages }, { context: {} })
        messages = state?.messages ?? messages
      }
      return messages.at(-1).content
    }
  },
  async openredaction() {
    const { OpenRedaction } = await import('openredaction')
    const redactor = new OpenRedaction()
    return async (text) => (await redactor.detect(text)).redacted
  },
  async '@presidio-dev/hai-guardrails'() {
    const { piiGuard, secretGuard, SelectionType } = await import('@presidio-dev/hai-guardrails')
    const guards = [piiGuard, secretGuard].map((make) =>
      make({ selection: SelectionType.All, mode: 'redact' }),
    )
    return async (text) => {
      let content = text
      for (const guard of guards) {
        const [result] = await guard([{ role: 'user', content }])
        content = result?.modifiedMessage?.content ?? content
      }
      return content
    }
  },
  async 'secretlint recommended'() {
    const { lintSource } = await import('@secretlint/core')
    const { creator: rule } = await import('@secretlint/secretlint-rule-preset-recommend')
    const options = {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule }] },
      noPhysicFilePath: true,
    }
    return async (text) => {
      const source = { filePath: 'text.txt', content: text, contentType: 'text', ext: '.txt' }
      const { messages } = await lintSource({ source, options })
      return messages
        .map(({ range }) => range)
        .sort((a, b) => b[0] - a[0])
        .reduce((out, [start, end]) => `${out.slice(0, start)}[SECRET]${out.slice(end)}`, text)
    }
  },
}

const name = process.argv[2]
const texts = JSON.parse(readFileSync(0, 'utf8'))
const redact = await PEERS[name]()
const results = []
let best = Number.POSITIVE_INFINITY
for (let run = 0; run < 3; run++) {
  const begin = performance.now()
  for (const [i, text] of texts.entries()) results[i] = await redact(text)
  const took = performance.now() - begin
  best = Math.min(best, took)
  if (took > 5_000) break
}
process.stdout.write(`${JSON.stringify({ results, milliseconds: best })}\n`, () => process.exit(0))
