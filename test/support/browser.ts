import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Continuous integration names a browser; a developer may have one. */
const path = process.env['RAGWALL_TEST_BROWSER'] ?? '/usr/bin/chromium'

/** Nothing is looked at where nobody asked for it and there is nothing to look with. */
export const hasBrowser = process.env['RAGWALL_TEST_BROWSER'] !== undefined || existsSync(path)

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
}
