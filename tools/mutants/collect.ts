import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import { afterAll, expect } from 'vitest'

/** In every test file of the counting run: writes which blocks it ran, one line a file. */
const started = performance.now()
afterAll(() => {
  const test = relative(process.cwd(), expect.getState().testPath ?? '')
  const ran = [...((globalThis as { __ragwallRan?: Set<string> }).__ragwallRan ?? [])]
  const line = JSON.stringify({ test, milliseconds: Math.round(performance.now() - started), ran })
  appendFileSync(process.env['RAGWALL_MUTANTS_COVERAGE']!, `${line}\n`)
})
