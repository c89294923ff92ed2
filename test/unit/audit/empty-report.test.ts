import { expect, test } from 'vitest'
import { createMemoryJournal } from '../../../src/audit/journal.js'
import { REPORT_FORMATS } from '../../../src/audit/report/formats.js'

test.each(['en', 'ja'] as const)('a journal without a record is no good news (%s)', async (locale) => {
  const journal = createMemoryJournal()
  const report = await journal.ledger.report({})
  expect(Math.abs(report.to.getTime() - Date.now())).toBeLessThan(86_400_000)
  const page = REPORT_FORMATS.html.render(report, locale)
  const said = page.slice(page.indexOf('<body>'))
  expect(said).not.toMatch(/No leak was found|見つかりませんでした|class="headline good"/)
  expect(said).not.toContain('1970')
  expect(said).toContain(locale === 'en' ? 'nothing is known' : '不明')
  // Once something was checked, and nothing found, it is.
  const call = { call: 'a', subject: 'user:a', door: 'check' } as const
  await journal.append({ type: 'opened', ...call, streaming: false })
  await journal.append({
    ...{ type: 'closed', ...call, action: 'release', decided: 'release', outcome: 'complete' },
    ...{ read: 1, sent: 1, findings: [], spared: 0 },
  })
  expect(REPORT_FORMATS.html.render(await journal.ledger.report({}), locale)).toContain(
    'class="headline good"',
  )
  await journal.close()
})
