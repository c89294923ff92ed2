import { Asked, addressOf, type Shown, Table, useAsked, wordsIn } from '../parts.js'

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
        {({ bySource }) => (
          <Table
            label={words.views.sources}
            words={words}
            head={[words.columns.document, words.columns.leaks]}
            rows={bySource.map(({ documentId, count }) => [
              <a href={addressOf('documents', documentId)}>{documentId}</a>,
              count,
            ])}
          />
        )}
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
        {({ byPrincipal, cases }) => (
          <Table
            label={words.views.readers}
            words={words}
            head={[words.columns.reader, words.columns.leaks, words.views.cases]}
            rows={byPrincipal.map(({ id, count }) => [
              id,
              count,
              <a href={addressOf('cases', id)}>{cases.filter(({ reader }) => reader === id).length}</a>,
            ])}
          />
        )}
      </Asked>
    </>
  )
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
            <p class={`headline ${found.intact ? 'good' : 'out'}`}>
              {found.intact ? phrases.chainIntact : phrases.chainBroken}
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
