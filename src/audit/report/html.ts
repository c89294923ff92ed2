import type { LeakReport } from '../../core/types.js'
import { STYLE } from './html-style.js'
import { escapeMarkup } from './markup.js'
import { overTime } from './over-time.js'
import { type Figure, intactWords, type Locale, PHRASES, type Phrases } from './phrases.js'
import { figuresOf, type Section, sectionsOf } from './sections.js'

/** Rows shown of each table; the rest is counted. */
const ROWS = 200
/** The figures at the top of the page. */
const TILES: readonly Figure[] = ['checks', 'leaks', 'released', 'incidents', 'interrupted']

/**
 * The report as one page that asks nothing of anybody: no script, no font, no picture from elsewhere, and its
 * own content security policy forbids them. Light and dark, on paper too.
 */
export function renderHtml(report: LeakReport, locale: Locale = 'en'): string {
  const phrases = PHRASES[locale]
  const advice = phrases.advice(report)
  const { chain, service } = report
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${phrases.title} ${report.from.toISOString().slice(0, 10)} – ${report.to.toISOString().slice(0, 10)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${phrases.title}</h1>
<p>${phrases.period(report.from, report.to)}</p>
${service === undefined ? '' : `<p>${phrases.service(escapeMarkup(service))}</p>`}
<p class="headline ${moodOf(report)}">${phrases.headline(report)}</p>
${report.previous === undefined ? '' : `<p>${phrases.compared(report)}</p>\n`}${report.unscanned === 0 ? '' : `<p class="headline out">${phrases.unscanned(report)}</p>\n`}</header>
<ul class="tiles">
${TILES.map((figure) => `<li class="${isBad(figure, report) ? 'out' : ''}"><strong>${report[figure]}</strong> ${phrases.figure[figure]}</li>`).join('\n')}
</ul>
${advice.length === 0 ? '' : `<section><h2>${phrases.doNext}</h2><ol>${advice.map((item) => `<li>${withCode(item)}</li>`).join('')}</ol></section>`}
${overTime(report, phrases)}
${sectionsOf(report, phrases)
  .map((section) => table(section, phrases, true))
  .join('\n')}
${table(figuresOf(report, phrases), phrases, false)}
<section>
<h2>${phrases.chain}</h2>
<p class="headline ${!chain.intact ? 'out' : chain.records === 0 ? 'none' : 'good'}">${
    chain.intact
      ? withCode(intactWords(report, phrases))
      : `${phrases.chainBroken} ${phrases.fault(escapeMarkup(chain.brokenAt), escapeMarkup(chain.why))}`
  }</p>
</section>
</main>
</body>
</html>
`
}

/** Commands in our own sentences stand between backticks. */
function withCode(sentence: string): string {
  return sentence.replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** Where nothing was looked at there is nothing good to say. */
function moodOf({
  leaks,
  released,
  chain,
  incidents,
  checks,
}: LeakReport): 'good' | 'stopped' | 'out' | 'none' {
  if (released > 0 || incidents > 0 || !chain.intact) return 'out'
  return leaks > 0 ? 'stopped' : checks > 0 ? 'good' : 'none'
}

function isBad(figure: Figure, report: LeakReport): boolean {
  return (figure === 'released' || figure === 'incidents') && report[figure] > 0
}

/** `compared`: the counts are of one thing, so that bars beside them say something. */
function table(
  { title, columns: [name, value], rows, note }: Section,
  phrases: Phrases,
  compared: boolean,
): string {
  const shown = rows.slice(0, ROWS)
  const rest = rows.length - shown.length
  const counted = typeof rows[0]![1] === 'number'
  const most = counted ? Math.max(1, ...rows.map(([, count]) => Number(count))) : 1
  const body = shown.map(
    ([id, count]) =>
      `<tr><th scope="row">${escapeMarkup(id)}</th><td>${typeof count === 'number' ? `<span class="count">${count}</span>${compared ? bar(count / most) : ''}` : escapeMarkup(count)}</td></tr>`,
  )
  return `<section>
<h2>${title}</h2>
<table class="${counted ? 'counted' : ''}">
<thead><tr><th scope="col">${name}</th><th scope="col">${value}</th></tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
${rest === 0 ? '' : `<p class="soft">${phrases.more(rest)}</p>`}
${note === undefined ? '' : `<p class="soft">${withCode(note)}</p>`}
</section>`
}

function bar(share: number): string {
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="share" width="${(share * 100).toFixed(1)}" height="8"/></svg>`
}
