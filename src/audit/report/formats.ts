import type { LeakReport } from '../../core/types.js'
import { renderCsv } from './csv.js'
import { renderHtml } from './html.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import { renderMarkdown } from './markdown.js'
import type { Locale } from './phrases.js'
import { renderSarif } from './sarif.js'

interface Format {
  /** Media type, as HTTP names it. */
  readonly type: string
  readonly render: (report: LeakReport, locale: Locale) => string
}

/** What a report comes as. People read the language they ask for; programs read one language. */
export const REPORT_FORMATS = {
  json: { type: 'application/json', render: renderJson },
  markdown: { type: 'text/markdown; charset=utf-8', render: renderMarkdown },
  html: { type: 'text/html; charset=utf-8', render: renderHtml },
  csv: { type: 'text/csv; charset=utf-8', render: renderCsv },
  sarif: { type: 'application/sarif+json', render: renderSarif },
  junit: { type: 'application/xml; charset=utf-8', render: renderJunit },
} as const satisfies Readonly<Record<string, Format>>

export type ReportFormat = keyof typeof REPORT_FORMATS

export const REPORT_LANGUAGES = ['en', 'ja'] as const satisfies readonly Locale[]
