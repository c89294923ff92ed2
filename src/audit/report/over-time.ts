import type { LeakReport } from '../../core/types.js'
import { escapeMarkup } from './markup.js'
import type { Phrases, Span } from './phrases.js'

interface Bar {
  /** First day, `2026-01-31`. */
  readonly from: string
  checks: number
  leaks: number
  released: number
}

/** More bars than this cannot be told apart. */
const MOST_BARS = 70
const DAY_MS = 86_400_000

/** A single day is a bar and no slab. */
const WIDEST = 40

const WIDTH = 720
const HEIGHT = 130

/** Leaks by day, week or month as a figure of HTML with an SVG in it; nothing where nothing leaked. */
export function overTime(report: LeakReport, phrases: Phrases): string {
  if (report.leaks === 0) return ''
  const { span, bars } = barsOf(report)
  const words = phrases.overTime
  const most = Math.max(...bars.map(({ leaks }) => leaks))
  const step = WIDTH / bars.length
  const wide = Math.min(step * 0.8, WIDEST)
  const drawn = bars.map((bar, i) => {
    const title = words.bar(bar.from, bar.checks, bar.leaks, bar.released)
    const x = (i + 0.5) * step - wide / 2
    const of = (count: number) => (count / most) * (HEIGHT - 4)
    const out = of(bar.released)
    const stopped = of(bar.leaks - bar.released)
    return `<g><title>${escapeMarkup(title)}</title>${rect('hit', i * step, 0, step, HEIGHT)}${rect('out', x, HEIGHT - out, wide, out)}${rect('stopped', x, HEIGHT - out - stopped, wide, stopped)}</g>`
  })
  const [first, last] = [bars[0]!.from, bars.at(-1)!.from]
  return `<figure>
<figcaption>${words.title[span]} <span class="key stopped"></span> ${words.stopped} <span class="key out"></span> ${words.wentOut}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words.title[span]}: ${first} – ${last}">
<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>
${drawn.join('\n')}
</svg>
<p class="span"><span>${first}</span><span>${words.most} ${most}</span><span>${last === first ? '' : last}</span></p>
</figure>`
}

function rect(kind: string, x: number, y: number, width: number, height: number): string {
  if (height === 0) return ''
  const [left, top, across, down] = [x, y, width, height].map((value) => value.toFixed(1))
  return `<rect class="${kind}" x="${left}" y="${top}" width="${across}" height="${down}"/>`
}

/** Every day of the report, also those on which nothing was checked, in spans that leave few enough bars. */
export function barsOf({ from, to, byDay }: LeakReport): { span: Span; bars: readonly Bar[] } {
  const begin = dayOf(from.getTime())
  const recorded = byDay[0]?.day ?? begin
  // Quiet days before the first record say something too, unless they are all that could be seen.
  const first = daysBetween(begin, recorded) <= MOST_BARS ? begin : recorded
  const last = byDay.at(-1)?.day ?? dayOf(to.getTime())
  const days = daysBetween(first, last) + 1
  const span = days <= MOST_BARS ? 'day' : days <= MOST_BARS * 7 ? 'week' : 'month'
  const bars = new Map<string, Bar>()
  for (let time = Date.parse(first); time <= Date.parse(last); time += DAY_MS) {
    const start = startOf(span, dayOf(time))
    if (!bars.has(start)) bars.set(start, { from: start, checks: 0, leaks: 0, released: 0 })
  }
  for (const { day, checks, leaks, released } of byDay) {
    const bar = bars.get(startOf(span, day))!
    bar.checks += checks
    bar.leaks += leaks
    bar.released += released
  }
  return { span, bars: [...bars.values()] }
}

function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY_MS
}

/** Weeks begin on Monday (ISO 8601). */
function startOf(span: Span, day: string): string {
  if (span === 'day') return day
  if (span === 'month') return `${day.slice(0, 7)}-01`
  const time = Date.parse(day)
  return dayOf(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS)
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
