import { useState } from 'preact/hooks'
import { Asked, addressOf, Fault, type Shown, useAsked, wordsIn } from '../parts.js'

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

type Done = { readonly said: 'read' | 'release' | 'refuse'; readonly text?: string }

function Waiting({ call, session, language }: Shown & { readonly call: string }) {
  const { words } = wordsIn(language)
  const [done, setDone] = useState<Done>()
  const [error, setError] = useState<unknown>()
  const run = (said: Done['said'], work: Promise<{ text?: string }>) =>
    work.then(
      ({ text }) => {
        setError(undefined)
        setDone({ said, ...(text === undefined ? {} : { text }) })
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
          </>
        )}
      </div>
      {error === undefined ? null : <Fault error={error} words={words} />}
    </section>
  )
}
