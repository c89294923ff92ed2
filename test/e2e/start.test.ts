import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, root, startCli, until } from './harness.js'

/** `npm start`, then everything it prints to copy, copied. */

let folder: string
let child: ChildProcess
let said: { out: string; err: string }
let lines: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall start '))
  child = startCli(['serve', '--sample'], folder)
  said = collect(child)
  await until(() => said.out.includes(' report ') || child.exitCode !== null, 'the guide')
  lines = said.out.split('\n')
}, 60_000)

afterAll(async () => {
  if (child.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

/** One printed line through the shell, as a person would. */
function sh(line: string | undefined): string {
  return execFileSync('/bin/sh', ['-c', line ?? 'false'], { cwd: folder, encoding: 'utf8' })
}

const curls = () => lines.filter((line) => line.startsWith('curl '))
const check = (i: number) =>
  JSON.parse(sh(curls()[i])) as { action: string; text: string; receipt: { id: string } }

describe('npm start', () => {
  test('is what package.json says', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(scripts.start).toBe('node dist/src/adapters/cli/main.js serve --sample')
  })

  test('takes the whole sample, listens on this machine only and says where', () => {
    expect(said.err).toBe('')
    expect(lines[0]).toMatch(/^ragwall listens on http:\/\/127\.0\.0\.1:\d+; data in .+; Ctrl-C ends it$/)
    expect(existsSync(join(folder, '.ragwall/data'))).toBe(true)
    expect(existsSync(join(folder, '.ragwall.key'))).toBe(true)
    expect(curls()).toHaveLength(7)
  })

  test('the same question has an answer for the director, and none that says so for the intern', () => {
    const [intern, director] = [0, 1].map((i) => sh(curls()[i]))
    expect(JSON.parse(director!).chunks[0]).toMatchObject({
      documentId: expect.stringContaining('merger-plan'),
    })
    expect(director).toContain('4.2 billion')
    expect(JSON.parse(intern!).chunks).toHaveLength(1)
    expect(intern).not.toMatch(/4\.2 billion|merger-plan|Lighthouse|board/)
  })

  test('an answer that quotes the board paper is caught for the intern and released for the director', () => {
    const [intern, director] = [check(2), check(3)]
    expect(intern.action).toMatch(/^(redact|block)$/)
    expect(intern.text).not.toMatch(/Shiosai Ferries for|three quarters in cash/)
    expect(director.action).toBe('release')
    expect(director.text).toContain('three quarters in cash')
  })

  test('日本語の回答も同じ', () => {
    const [intern, director] = [check(4), check(5)]
    expect(intern.action).toMatch(/^(redact|block)$/)
    expect(intern.text).not.toContain('四分の三を現金')
    expect(director.action).toBe('release')
    expect(director.text).toContain('四分の三を現金')
  })

  test('an end user’s answer is action, text and an opaque receipt', () => {
    expect(Object.keys(check(2)).sort()).toEqual(['action', 'receipt', 'text'])
    expect(Object.keys(check(2).receipt)).toEqual(['id'])
  })

  test('the report names reader and source, and nothing of the text', () => {
    const overHttp = sh(curls()[6])
    const command = lines.find((line) => / report --config /.test(line))
    const fromTheShell = sh(command)
    for (const report of [overHttp, fromTheShell]) {
      expect(report).toContain('user:intern')
      expect(report).toMatch(/merger-plan/)
      expect(report).not.toMatch(/4\.2 billion|四分の三/)
    }
  })

  test('the page it names is there, with the token it names', async () => {
    const [, token, page] = /token (\S+): (\S+\/console)$/m.exec(said.out) ?? []
    const answer = await fetch(page ?? '')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const cases = await fetch(page!.replace('console', 'v1/cases'), {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(cases.status).toBe(200)
  })

  test('a taken port is not the end: a second one takes a free one', async () => {
    // Hold the usual port if the first server, or anybody else, does not already.
    const holder = createServer()
    await new Promise<void>((resolve) => {
      holder.once('error', () => resolve())
      holder.listen(8_787, '127.0.0.1', resolve)
    })
    const other = mkdtempSync(join(tmpdir(), 'ragwall-start-'))
    const second = startCli(['serve', '--sample', '--json'], other)
    try {
      const heard = collect(second)
      await until(() => heard.out.includes('\n') || second.exitCode !== null, 'the second server')
      const { url } = JSON.parse(heard.out)
      expect(url).not.toBe('http://127.0.0.1:8787')
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      second.kill('SIGINT')
      const [code] = await once(second, 'exit')
      expect(code).toBe(0)
    } finally {
      second.kill('SIGKILL')
      holder.close()
      rmSync(other, { recursive: true, force: true })
    }
  })

  test('SIGTERM ends it cleanly', async () => {
    const url = /http:\/\/[\d.:]+/.exec(lines[0] ?? '')?.[0]
    child.kill('SIGTERM')
    const [code, signal] = await once(child, 'exit')
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
    // Its log is all it said: a line for each request, and nothing that is the operator's to mend.
    const log = said.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; msg: string })
    expect(log.length).toBeGreaterThanOrEqual(curls().length)
    for (const { level, msg } of log) expect({ level, msg }).toEqual({ level: 30, msg: 'request' })
  })
})
