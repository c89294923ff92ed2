import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoTokens, type RunningServer, startServer } from '../../src/adapters/http/index.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { hasBrowser, launchBrowser } from '../support/browser.js'
import { SENTENCES } from '../support/world.js'

/** The report's page in a real browser, as the service sends it. */

const AUDITOR = 'demo-auditor-1111'
const READER = {
  id: 'user:<img src=x onerror=alert(1)>',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}

describe.skipIf(!hasBrowser)('the report as a page', () => {
  let firewall: Firewall
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    firewall = await createFirewall({ policy: ['internal', 'secret'], audit: 'memory' })
    const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
    const id = `board/${'a-very-long-name-without-a-place-to-break-'.repeat(4)}.md`
    await firewall.apply([
      { kind: 'upsert', cursor: '', document: { id, uri: 'test:paper', text: SENTENCES.join('\n'), acl } },
      {
        kind: 'upsert',
        cursor: '',
        document: { id: '<b>bad</b>', uri: 'test:bad', text: 'x', acl: { ...acl, classification: 'none' } },
      },
    ])
    for (const answer of SENTENCES) await firewall.check(answer, { principal: READER })
    const host = '127.0.0.1'
    const principalOf = async () => READER
    const tokens = [{ token: AUDITOR, subject: 'user:auditor', scopes: ['audit'] as const }]
    server = await startServer(firewall, {
      host,
      port: 0,
      authenticate: demoTokens({ tokens, host, principalOf }),
      principalOf,
    })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await firewall?.close()
  })

  const looks = [
    ['en', 'light', 1280],
    ['ja', 'dark', 360],
    ['ja', 'light', 1280],
    ['en', 'dark', 360],
  ] as const
  for (const [language, colorScheme, width] of looks) {
    test(`${language}, ${colorScheme}, ${width} wide: fits, can be read, runs and fetches nothing`, async () => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        extraHTTPHeaders: { authorization: `Bearer ${AUDITOR}` },
      })
      const page = await context.newPage()
      const complaints: string[] = []
      const asked: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('dialog', (dialog) => complaints.push(dialog.type()))
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      const answer = await page.goto(`${server.url}/v1/reports/leaks?format=html&lang=${language}`)
      expect(answer?.status()).toBe(200)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('h1').textContent()).toBe(language === 'en' ? 'Leak report' : '漏えい報告書')
      expect(await page.getByText(READER.id, { exact: true }).count()).toBe(1)
      expect(await page.locator('figure rect.stopped').count()).toBeGreaterThan(0)
      expect(complaints).toEqual([])
      expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/v1/reports/leaks'])
      const { wider, unreadable } = await page.evaluate<{ wider: boolean; unreadable: string[] }>(LOOK)
      expect(wider).toBe(false)
      expect(unreadable).toEqual([])
      await context.close()
    })
  }
})

/** Runs in the page: whether it is wider than the window, and texts with a contrast under 4.5 (WCAG 2.2, 1.4.3). */
const LOOK = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255).map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const paper = luminance(getComputedStyle(document.body).backgroundColor)
  const unreadable = []
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.textContent.trim() === '' || node.parentElement.closest('svg')) continue
    const ink = luminance(getComputedStyle(node.parentElement).color)
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
    if (contrast < 4.5) unreadable.push(contrast.toFixed(2) + ' ' + node.textContent.slice(0, 30))
  }
  return { wider: document.documentElement.scrollWidth > window.innerWidth, unreadable }
})()`
