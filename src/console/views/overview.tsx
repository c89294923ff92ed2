import { useState } from 'preact/hooks'
import { overTime } from '../../audit/report/over-time.js'
import { type Figure, intactWords, nameIn } from '../../audit/report/phrases.js'
import type { LeakReport } from '../../core/types.js'
import { Bars } from '../charts.js'
import { Asked, addressOf, type Shown, useAsked, withCode, wordsIn } from '../parts.js'

const PERIODS = [7, 30, 90] as const
const DAY_MS = 86_400_000
/** Bars of one picture: more cannot be taken in at a glance. */
const MOST_BARS = 8
/** Whoever reads the page has it without a shell. */
const TRIAGE = { 'ragwall triage': addressOf('cases') }
const TILES: readonly Figure[] = ['checks', 'leaks', 'released', 'markedWrong']

/** Is anything getting out, is it better than before, and what is to be done now. */
export function Overview({ session, language }: Shown) {
  const { words } = wordsIn(language)
  const [days, setDays] = useState<number>(7)
  const asked = useAsked(() => session.report(startOf(days)), [session, days])
  return (
    <>
      <h1>{words.views.overview}</h1>
      <p class="tools">
        <label>
          {words.period}{' '}
          <select value={String(days)} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {PERIODS.map((count) => (
              <option value={String(count)} key={count}>
                {words.days(count)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Asked of={asked} words={words}>
        {(report) => <Summary report={report} language={language} />}
      </Asked>
    </>
  )
}

/** Midnight (UTC, as the journal counts days) so many days ago. */
function startOf(days: number): Date {
  return new Date((Math.floor(Date.now() / DAY_MS) - days + 1) * DAY_MS)
}

function Summary({ report, language }: { report: LeakReport; language: Shown['language'] }) {
  const { words, phrases } = wordsIn(language)
  const advice = phrases.advice(report)
  const open = report.cases.filter(({ state }) => state === 'open').length
  const bad = report.released > 0 || report.incidents > 0 || !report.chain.intact
  const mood = bad ? 'out' : report.leaks > 0 ? 'stopped' : report.checks > 0 ? 'good' : 'none'
  const picture = overTime(report, phrases)
  return (
    <>
      <p class={`headline ${mood}`}>{phrases.headline(report)}</p>
      <p class="soft">{phrases.compared(report)}</p>
      {report.unscanned === 0 ? null : <p class="headline out">{phrases.unscanned(report)}</p>}
      <ul class="tiles">
        {TILES.map((figure) => (
          <li key={figure} class={figure === 'released' && report.released > 0 ? 'out' : ''}>
            <strong>{report[figure]}</strong> {phrases.figure[figure]}
          </li>
        ))}
        <li>
          <strong>
            <a href={addressOf('cases')}>{open}</a>
          </strong>{' '}
          {words.openCases}
        </li>
      </ul>
      {advice.length === 0 ? null : (
        <section>
          <h2>{phrases.doNext}</h2>
          <ol>
            {advice.map((sentence) => (
              <li key={sentence}>{withCode(sentence, TRIAGE)}</li>
            ))}
          </ol>
        </section>
      )}
      {picture === '' ? null : <div dangerouslySetInnerHTML={{ __html: picture }} />}
      <div class="beside">
        <Bars
          title={phrases.what}
          rows={Object.entries(report.byEntity)
            .slice(0, MOST_BARS)
            .map(([what, count]) => [nameIn(phrases, what), count])}
        />
        <Bars
          title={phrases.where}
          rows={report.bySource
            .slice(0, MOST_BARS)
            .map(({ documentId, count }) => [documentId, count, 'documents'])}
        />
        <Bars
          title={phrases.services}
          rows={report.byService
            .filter(({ leaks }) => leaks > 0)
            .slice(0, MOST_BARS)
            .map(({ service, leaks }) => [service, leaks])}
        />
      </div>
      <p class={`headline ${!report.chain.intact ? 'out' : report.chain.records === 0 ? 'none' : 'good'}`}>
        {report.chain.intact
          ? withCode(intactWords(report, phrases))
          : phrases.fault(report.chain.brokenAt, report.chain.why)}
      </p>
    </>
  )
}
