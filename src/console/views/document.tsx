import { Asked, Facts, Moment, type Shown, Table, useAsked, wordsIn } from '../parts.js'

/** Who may read a document, and who was given it. */
export function DocumentView({ session, language, about }: Shown & { readonly about: string }) {
  const { words } = wordsIn(language)
  const { columns } = words
  const asked = useAsked(() => session.client.access(about), [session, about])
  return (
    <>
      <h1>{about}</h1>
      <Asked of={asked} words={words}>
        {({ label, since, checked, readers, received }) => (
          <>
            <Facts
              rows={[
                [columns.level, [label.level, ...label.compartments].join(', ')],
                [columns.allow, label.allow.map((list) => list.join(' / ')).join(' & ') || '–'],
                ...(label.deny.length === 0 ? [] : [[columns.deny, label.deny.join(', ')] as const]),
                [columns.since, <Moment at={since} words={words} />],
                [columns.checked, <Moment at={checked} words={words} />],
              ]}
            />
            <h2>{words.readersNow}</h2>
            <Table
              label={words.readersNow}
              words={words}
              head={[columns.reader, columns.effect, columns.why]}
              rows={readers.map(({ id, effect, why }) => [id, effect, why.join(', ')])}
            />
            <h2>{words.received}</h2>
            <Table
              label={words.received}
              words={words}
              head={[columns.reader, columns.times, columns.first, columns.last, '']}
              rows={received.map(({ subject, times, first, last, revokedSince }) => [
                subject,
                times,
                <Moment at={first} words={words} />,
                <Moment at={last} words={words} />,
                revokedSince ? words.revoked : '',
              ])}
            />
          </>
        )}
      </Asked>
    </>
  )
}
