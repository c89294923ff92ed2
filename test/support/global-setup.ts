import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesWithCanaries } from './canary.js'

/**
 * The whole run writes its temporary files into one folder of its own. When all tests are through, whatever is
 * left in it is searched for canaries in every form; one found fails the run and names the file.
 */
let folder: string | undefined
let outside: string | undefined

export function setup(): void {
  outside = process.env['TMPDIR']
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ragwall-run-')))
  // Workers and the processes they start inherit it.
  process.env['TMPDIR'] = folder
}

export function teardown(): void {
  if (folder === undefined) return
  const searched = folder
  folder = undefined
  if (outside === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = outside
  const found = filesWithCanaries(searched, mayHoldCanaries)
  if (found.length > 0) {
    // Vitest prints what a teardown throws and ends well all the same.
    process.exitCode = 1
    throw new Error(`canaries were left behind in ${searched}:\n${found.join('\n')}`)
  }
  rmSync(searched, { recursive: true, force: true })
}

/**
 * What is meant to hold them: folders of sources (`sources`, `tree`, `documents`), of stores (`data`, `store`),
 * which hold the texts that they protect, and compiled programs (the loader's cache, bundles), which hold the
 * tests themselves. Everything else that is written is searched: journals, anchors, reports, logs, keys.
 */
export function mayHoldCanaries(path: string): boolean {
  const [first = '', ...folders] = path.split(/[/\\]/)
  if (/^(?:tsx-|ragwall-bundle-)/.test(first)) return true
  return folders.slice(0, -1).some((name) => /^(?:sources|tree|documents|data|store)$/.test(name))
}
