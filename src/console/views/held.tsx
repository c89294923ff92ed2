import { useEffect, useState } from 'preact/hooks'
import { nameIn } from '../../audit/report/phrases.js'
import type { Explanation, HeldAnswer } from '../../client/index.js'
import { Asked, addressOf, Facts, Fault, Moment, type Shown, useAsked, wordsIn } from '../parts.js'

/** Answers that wait for a person: read as far as one may, then released or refused. */
export function Held({ session, language }: Shown) {
  const { words } = wordsIn(language)
  const asked = useAsked(() => session.client.held(), [session])
  return (
    <>
      <h1>{words.views.held}</h1>
      <p class="soft">{words.heldNote}</p>
      <Asked of={asked} words={words}>
        {({ held }) =>
          held.length === 0 ? (
            <p class="soft">{words.nothing}</p>
          ) : (
            held.map((call) => <Waiting key={call} call={call} session={session} language={language} />)
          )
        }
      </Asked>
    </>
  )
}

type Done = { readonly said: 'read' | 'release' | 'refuse' } & Pick<HeldAnswer, 'text' | 'media'>

function Waiting({ call, session, language }: Shown & { readonly call: string }) {
  const { words } = wordsIn(language)
  const [done, setDone] = useState<Done>()
  const [error, setError] = useState<unknown>()
  const run = (said: Done['said'], work: Promise<Pick<HeldAnswer, 'text' | 'media'>>) =>
    work.then(
      (answer) => {
        setError(undefined)
        setDone({ said, ...answer })
      },
      (refused: unknown) => setError(refused),
    )
  const { client } = session
  const over = done?.said === 'release' || done?.said === 'refuse'
  return (
    <section class="card">
      <p>
        {words.columns.call}{' '}
        <a href={addressOf('record', call)}>
          <code>{call}</code>
        </a>
      </p>
      <About call={call} session={session} language={language} />
      {over ? null : (
        <p class="tools">
          <button type="button" onClick={() => void run('read', client.readHeld(call))}>
            {words.read}
          </button>
          <button type="button" onClick={() => void run('release', client.decide(call, 'release'))}>
            {words.release}
          </button>
          <button type="button" onClick={() => void run('refuse', client.decide(call, 'refuse'))}>
            {words.refuse}
          </button>
        </p>
      )}
      <div role="status">
        {done === undefined ? null : (
          <>
            {done.said === 'release' ? <p>{words.releasedText}</p> : null}
            {done.said === 'refuse' ? <p>{words.refusedText}</p> : null}
            {done.text !== undefined ? (
              <pre>{done.text}</pre>
            ) : done.said === 'read' ? (
              <p>{words.unreadable}</p>
            ) : null}
            {(done.media ?? []).map(({ field, type, data }, i) => (
              <p key={`${field} ${i}`}>
                {type.startsWith('image/') ? <img src={`data:${type};base64,${data}`} alt={field} /> : null}{' '}
                <a href={`data:${type};base64,${data}`} download={`${call}-${i + 1}`}>
                  {type} <code>{field}</code>
                </a>
              </p>
            ))}
          </>
        )}
      </div>
      {error === undefined ? null : <Fault error={error} words={words} />}
    </section>
  )
}

/** For whom it is, since when it waits and why: nobody decides about a bare id. Needs the scope `audit`; without it, nothing. */
function About({ call, session, language }: Shown & { readonly call: string }) {
  const { words, phrases } = wordsIn(language)
  const [found, setFound] = useState<Explanation>()
  useEffect(() => {
    session.client.explain(call).then(setFound, () => undefined)
  }, [session, call])
  if (found === undefined) return null
  const { columns } = words
  const { subject, service } = found.event
  return (
    <Facts
      rows={[
        [columns.reader, subject],
        [columns.service, typeof service === 'string' ? service : '–'],
        [columns.time, <Moment at={found.record.time} words={words} />],
        [columns.what, found.findings.map(({ what }) => nameIn(phrases, what)).join(', ')],
      ]}
    />
  )
}
