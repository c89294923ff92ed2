import type { LeakReport } from '../../core/types.js'
import { intactWords, type Locale, PHRASES, type Phrases } from './phrases.js'
import { figuresOf, type Section, sectionsOf } from './sections.js'
import { visible } from './visible.js'

/** Rows shown of each table; the rest is counted. */
const ROWS = 50

/** The report as GitHub-flavoured Markdown for a security officer. Ids are escaped: they come from outside. */
export function renderMarkdown(report: LeakReport, locale: Locale = 'en'): string {
  const phrases = PHRASES[locale]
  const service = report.service === undefined ? [] : [phrases.service(escapeMarkdown(report.service))]
  const advice = phrases.advice(report)
  return `${[
    `# ${phrases.title}`,
    ...service,
    phrases.period(report.from, report.to),
    `**${phrases.headline(report)}**`,
    ...(report.previous === undefined ? [] : [phrases.compared(report)]),
    ...(report.unscanned === 0 ? [] : [`**${phrases.unscanned(report)}**`]),
    ...(advice.length === 0 ? [] : [`## ${phrases.doNext}`, list(advice)]),
    ...[...sectionsOf(report, phrases), figuresOf(report, phrases)].flatMap((section) =>
      table(section, phrases),
    ),
    `## ${phrases.chain}`,
    report.chain.intact
      ? intactWords(report, phrases)
      : `**${phrases.chainBroken}** ${phrases.fault(escapeMarkdown(report.chain.brokenAt), escapeMarkdown(report.chain.why))}`,
  ].join('\n\n')}\n`
}

function table({ title, columns: [left, right], rows, note }: Section, phrases: Phrases): string[] {
  const shown = rows.slice(0, ROWS)
  const alignment = typeof shown[0]![1] === 'number' ? '---:' : '---'
  const lines = [
    `| ${left} | ${right} |`,
    `| --- | ${alignment} |`,
    ...shown.map(([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(String(value))} |`),
  ]
  const rest = rows.length - shown.length
  const tail = [...(rest === 0 ? [] : [phrases.more(rest)]), ...(note === undefined ? [] : [note])]
  return [`## ${title}`, lines.join('\n'), ...tail]
}

function list(items: readonly string[]): string {
  return items.map((item, i) => `${i + 1}. ${item}`).join('\n')
}

/**
 * An id as text and nothing else: no markup, no link, no HTML, no second line, nothing invisible that could
 * make it look like another one.
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
    .replace(/[\\`*_[\]{}()#+!|~$]/g, '\\$&')
    .replace(/(https?|ftp):/gi, '$1&#58;')
    .replace(/www\./gi, 'www&#46;')
    .replace(/@/g, '&#64;')
}
