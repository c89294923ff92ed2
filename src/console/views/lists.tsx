import { intactWords } from '../../audit/report/phrases.js'
import type { LeakReport } from '../../core/types.js'
import { Asked, addressOf, type Shown, Table, useAsked, withCode, wordsIn } from '../parts.js'

/** All there is to the journal's beginning. */
const EVER = new Date(0)

/** Which documents leak most. */
export function Sources({ session, language }: Shown) {
  const { words } = wordsIn(language)
  const asked = useAsked(() => session.report(EVER), [session])
  return (
    <>
      <h1>{words.views.sources}</h1>
      <Asked of={asked} words={words}>
        {({ bySource }) => {
          const placed = bySource.some(({ places = [] }) => places.length > 0)
          return (
            <Table
              label={words.views.sources}
              words={words}
              head={[words.columns.document, words.columns.leaks, ...(placed ? [words.columns.place] : [])]}
              rows={bySource.map(({ documentId, count, places = [] }) => [
                <a href={addressOf('documents', documentId)}>{documentId}</a>,
                count,
                ...(placed ? [places.join(' · ')] : []),
              ])}
            />
          )
        }}
      </Asked>
    </>
  )
}

/** For whom most is stopped: those who probe stand first. */
export function Readers({ session, language }: Shown) {
  const { words } = wordsIn(language)
  const asked = useAsked(() => session.report(EVER), [session])
  return (
    <>
      <h1>{words.views.readers}</h1>
      <Asked of={asked} words={words}>
        {({ byPrincipal, probing, cases }) => (
          <Table
            label={words.views.readers}
            words={words}
            head={[words.columns.reader, words.columns.leaks, words.attempts, words.views.cases]}
            rows={[...new Set([...probing, ...byPrincipal].map(({ id }) => id))].map((id) => [
              id,
              countOf(byPrincipal, id),
              countOf(probing, id),
              <a href={addressOf('cases', id)}>{cases.filter(({ reader }) => reader === id).length}</a>,
            ])}
          />
        )}
      </Asked>
    </>
  )
}

function countOf(counts: readonly { readonly id: string; readonly count: number }[], id: string): number {
  return counts.find((one) => one.id === id)?.count ?? 0
}

/** Whether the evidence holds. */
export function Journal({ session, language }: Shown) {
  const { words, phrases } = wordsIn(language)
  const asked = useAsked(() => session.client.verify(), [session])
  const say = (value: unknown) => words.facts[String(value)] ?? String(value)
  return (
    <>
      <h1>{words.views.journal}</h1>
      <Asked of={asked} words={words}>
        {(found) => (
          <>
            <p class={`headline ${!found.intact ? 'out' : found['records'] === 0 ? 'none' : 'good'}`}>
              {found.intact
                ? withCode(intactWords({ chain: found as unknown as LeakReport['chain'] }, phrases))
                : phrases.chainBroken}
            </p>
            <Table
              label={words.verified}
              words={words}
              head={[words.verified, '']}
              rows={Object.entries(found)
                .filter(([, value]) => typeof value !== 'object')
                .map(([name, value]) => [say(name), say(value)])}
            />
          </>
        )}
      </Asked>
    </>
  )
}
