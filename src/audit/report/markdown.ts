import type { LeakReport } from '../../core/types.js'
import { FIGURES, type Locale, PHRASES, type Phrases } from './phrases.js'

/** Rows shown of each table; the rest is counted. */
const ROWS = 50

/** The report as GitHub-flavoured Markdown for a security officer. Ids are escaped: they come from outside. */
export function renderMarkdown(report: LeakReport, locale: Locale = 'en'): string {
  const phrases = PHRASES[locale]
  const { columns } = phrases
  const service = report.service === undefined ? [] : [phrases.service(escapeMarkdown(report.service))]
  const advice = phrases.advice(report)
  return `${[
    `# ${phrases.title}`,
    ...service,
    phrases.period(report.from.toISOString(), report.to.toISOString()),
    `**${phrases.headline(report)}**`,
    ...(advice.length === 0 ? [] : [`## ${phrases.doNext}`, list(advice)]),
    ...table(phrases, phrases.what, [columns.entity, columns.leaks], Object.entries(report.byEntity)),
    ...table(
      phrases,
      phrases.terms,
      [columns.license, columns.findings],
      Object.entries(report.byLicense),
      phrases.termsNote,
    ),
    ...table(
      phrases,
      phrases.whom,
      [columns.reader, columns.leaks],
      report.byPrincipal.map(({ id, count }) => [id, count]),
    ),
    ...table(
      phrases,
      phrases.where,
      [columns.source, columns.leaks],
      report.bySource.map(({ documentId, count }) => [documentId, count]),
      phrases.sourcesNote,
    ),
    ...table(
      phrases,
      phrases.refused,
      [columns.source, columns.code],
      report.refused.map(({ id, code }) => [id, code]),
    ),
    ...table(phrases, phrases.figures, [columns.figure, columns.leaks], figures(report, phrases)),
    `## ${phrases.chain}`,
    report.chain.intact
      ? phrases.chainIntact
      : phrases.chainBroken(escapeMarkdown(report.chain.brokenAt), escapeMarkdown(report.chain.why)),
  ].join('\n\n')}\n`
}

function figures(report: LeakReport, phrases: Phrases): [string, number][] {
  const counts = FIGURES.map((figure): [string, number] => [phrases.figure[figure], report[figure]])
  const actions = (['release', 'redact', 'hold', 'block'] as const).map((action): [string, number] => [
    phrases.action[action],
    report.actions[action],
  ])
  return [...counts, ...actions]
}

type Row = readonly [string, string | number]

function table(
  phrases: Phrases,
  title: string,
  [left, right]: Row,
  rows: readonly Row[],
  note?: string,
): string[] {
  if (rows.length === 0) return []
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
  return text
    .replace(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    )
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
    .replace(/[\\`*_[\]{}()#+!|~$]/g, '\\$&')
    .replace(/(https?|ftp):/gi, '$1&#58;')
    .replace(/www\./gi, 'www&#46;')
    .replace(/@/g, '&#64;')
}
