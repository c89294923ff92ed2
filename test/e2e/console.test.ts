import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoTokens, type RunningServer, startServer } from '../../src/adapters/http/index.js'
import type { Principal } from '../../src/core/types.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { hasBrowser, launchBrowser } from '../support/browser.js'
import { SENTENCES } from '../support/world.js'

/** The console in a real browser, as whoever answers for leaks uses it. */
/** Where pictures go for whoever wants to look at them. */
const pictures = process.env['RAGWALL_TEST_PICTURES']
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const OFFICER = 'demo-officer-1111'
const NOBODY = 'demo-nobody-11111'
const principals: Record<string, Principal> = {
  'user:officer': { id: 'user:officer', groups: [], clearance: { level: 'internal', compartments: [] } },
  'user:intern': { id: 'user:intern', groups: [], clearance: { level: 'internal', compartments: [] } },
  'user:<img src=x onerror=alert(1)>': {
    id: 'user:<img src=x onerror=alert(1)>',
    groups: [],
    clearance: { level: 'internal', compartments: [] },
  },
}
const [INTERN, ODD] = [principals['user:intern']!, principals['user:<img src=x onerror=alert(1)>']!]
const KEY = 'AKIAQ3EGRT5YX2JMNB7C'

const eventually = <Value>(value: () => Value) => expect.poll(value, { timeout: 60_000 })

describe.skipIf(!hasBrowser)('the console', () => {
  let firewall: Firewall
  let server: RunningServer
  let browser: Browser
  const complaints: string[] = []
  const requests: string[] = []

  beforeAll(async () => {
    firewall = await createFirewall({
      policy: ['internal', 'secret'],
      audit: 'memory',
      services: [{ name: 'desk', actions: { secret: 'hold' } }],
    })
    const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
    const document = (id: string, text: string) => ({
      kind: 'upsert' as const,
      cursor: '',
      document: { id, uri: `test:${id}`, text, acl },
    })
    await firewall.apply([
      document('board/plans for the north.md', SENTENCES.slice(0, 4).join('\n')),
      document('<b>bad</b>', SENTENCES.slice(4).join('\n')),
    ])
    for (const answer of SENTENCES) await firewall.check(answer, { principal: INTERN, service: 'desk' })
    await firewall.check(SENTENCES[0]!, { principal: ODD, service: 'desk' })
    await firewall.check(`The access key is ${KEY}.`, { principal: INTERN, service: 'desk' })
    const host = '127.0.0.1'
    const principalOf = async (id: string) => principals[id]!
    const tokens = [
      { token: OFFICER, subject: 'user:officer', scopes: ['audit', 'review'] as const },
      { token: NOBODY, subject: 'user:intern', scopes: ['check'] as const },
    ]
    server = await startServer(firewall, {
      host,
      port: 0,
      authenticate: demoTokens({ tokens, host, principalOf }),
      principalOf,
      principals: () => Object.keys(principals),
    })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await firewall?.close()
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-US', ...options })).newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => complaints.push(dialog.type()))
    page.on('request', (request) => requests.push(request.url()))
    const answer = await page.goto(`${server.url}/console`)
    expect(answer?.status()).toBe(200)
    return page
  }

  async function signIn(page: Page, token: string): Promise<void> {
    await page.locator('input[type=password]').fill(token)
    await page.locator('form.card button').click()
  }

  async function seriousFaults(page: Page): Promise<string[]> {
    // The page's own policy forbids foreign scripts; the debugger is none.
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe })
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run().then(({ violations }) => JSON.stringify(violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target).join(' '))))`,
      awaitPromise: true,
    })
    return JSON.parse(String(result.value))
  }

  const looks = [
    ['en-US', 'light', 1280],
    ['ja-JP', 'dark', 1280],
    ['en-US', 'dark', 360],
    ['ja-JP', 'light', 360],
  ] as const
  test.each(looks)(
    '%s, %s, %i wide: every view fits, can be read and has no serious fault',
    async (locale, colorScheme, width) => {
      const page = await open({ locale, colorScheme, viewport: { width, height: 900 } })
      await signIn(page, OFFICER)
      const { cases } = { cases: await firewall.cases() }
      const [first] = cases
      for (const view of [
        'overview',
        'cases',
        'sources',
        'readers',
        'held',
        'journal',
        `case/${first!.id}`,
        `record/${first!.receipts[0]}`,
        `documents/${encodeURIComponent('board/plans for the north.md')}`,
      ]) {
        await page.goto(`${server.url}/console#/${view}`)
        await page.locator('main h1').waitFor()
        await eventually(() => page.locator('main').textContent()).not.toMatch(/Loading|読み込んで/)
        const name = view.split('/')[0]!
        if (pictures !== undefined) {
          await page.screenshot({
            path: `${pictures}/${locale}-${colorScheme}-${width}-${name}.png`,
            fullPage: true,
          })
        }
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
        expect(wide, `${name} is wider than the screen`).toBeLessThanOrEqual(0)
        expect(await seriousFaults(page), name).toEqual([])
      }
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2))
      await page.context().close()
    },
  )

  test('shows what its token opens, and says why not', async () => {
    const page = await open()
    await signIn(page, 'wrong-token-wrong')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('unauthenticated')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, NOBODY)
    await eventually(() => page.getByRole('alert').textContent()).toContain('scope-missing')
    await page.context().close()
  })

  test('a case is decided by keyboard, and its rule, record and document are two steps away', async () => {
    const page = await open()
    await signIn(page, OFFICER)
    await page.getByRole('link', { name: 'Cases', exact: true }).click()
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await rows.nth(1).getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('a')
    await eventually(() => rows.count()).toBe(before - 1)
    expect((await firewall.cases()).filter(({ state }) => state === 'acknowledged')).toHaveLength(1)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Decide' }).waitFor()
    await page.getByLabel('Ticket').fill('SEC-12')
    await page.getByRole('button', { name: 'false alarm' }).click()
    await page.locator('pre').waitFor()
    expect(await page.locator('pre').textContent()).toMatch(
      /- evidence: [0-9a-f]{32}\n.*reference: "SEC-12"/s,
    )
    await page.locator('main dl a code').first().click()
    await eventually(() => page.locator('main').textContent()).toContain('deny')
    expect(await page.locator('main').textContent()).not.toMatch(new RegExp(SENTENCES[0]!.slice(0, 24)))
    await page.locator('main a[href^="#/documents/"]').first().click()
    await page.getByRole('heading', { name: 'Who may read it now' }).waitFor()
    await page.context().close()
  })

  test('a held answer is read as far as one may, and released', async () => {
    const page = await open()
    await signIn(page, OFFICER)
    await page.getByRole('link', { name: 'Held answers' }).click()
    await page.getByRole('button', { name: 'Read' }).click()
    await page.locator('pre').waitFor()
    expect(await page.locator('pre').textContent()).not.toContain(KEY)
    await page.getByRole('button', { name: 'Release' }).click()
    await page.getByText('Released.').waitFor()
    // A reviewer lets the answer go, not what its reader may not have.
    expect(await page.locator('pre').textContent()).not.toContain(KEY)
    expect(await firewall.held()).toEqual([])
    await page.context().close()
  })

  test('runs nothing of anybody, fetches from the service alone, and leaves no word behind', async () => {
    expect(complaints.filter((text) => !/status of 40[13]/.test(text))).toEqual([])
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'))).toEqual([])
    expect(requests.length).toBeGreaterThan(20)
    expect(requests.filter((url) => url.includes(OFFICER))).toEqual([])
  })
})
