import { useState } from 'preact/hooks'
import { nameIn } from '../../audit/report/phrases.js'
import type { Case, CaseState, Triaged } from '../../client/index.js'
import { Asked, addressOf, Facts, Fault, Moment, type Shown, useAsked, withCode, wordsIn } from '../parts.js'

/** One case: what is known of it, what was said of it, and what to say. */
export function CaseView({ session, language, about }: Shown & { readonly about: string }) {
  const { words, phrases } = wordsIn(language)
  const [triaged, setTriaged] = useState<Triaged>()
  const asked = useAsked(async () => {
    const { cases } = await session.client.cases()
    return { found: cases.find(({ id }) => id === about) }
  }, [session, about])
  return (
    <>
      <p>
        <a href={addressOf('cases')}>{words.backToCases}</a>
      </p>
      <Asked of={asked} words={words}>
        {({ found }) => {
          const one = triaged?.case ?? found
          if (one === undefined) return <p class="soft">{words.nothing}</p>
          return (
            <>
              <h1>{nameIn(phrases, one.what)}</h1>
              <About one={one} language={language} />
              <Export one={one} session={session} language={language} />
              <Decide one={one} session={session} language={language} onDecided={setTriaged} />
              {triaged === undefined ? null : <Decided triaged={triaged} language={language} />}
            </>
          )
        }}
      </Asked>
    </>
  )
}

function About({ one, language }: { one: Case; language: Shown['language'] }) {
  const { words } = wordsIn(language)
  const { columns } = words
  const { decision } = one
  return (
    <Facts
      rows={[
        [columns.case, <code>{one.id}</code>],
        [words.state, words.states[one.state]],
        ...(decision === undefined
          ? []
          : [
              [
                columns.decision,
                <>
                  {decision.by}, <Moment at={decision.at} words={words} /> {decision.reference ?? ''}
                  {decision.until === undefined ? null : (
                    <>
                      {' '}
                      {words.until} <Moment at={decision.until} words={words} />
                    </>
                  )}
                </>,
              ] as const,
            ]),
        [columns.reader, one.reader],
        [
          columns.document,
          one.source === undefined ? '–' : <a href={addressOf('documents', one.source)}>{one.source}</a>,
        ],
        [columns.services, one.services.join(', ')],
        [columns.count, one.count],
        [columns.released, <span class={one.released > 0 ? 'out' : ''}>{one.released}</span>],
        [columns.first, <Moment at={one.first} words={words} />],
        [columns.last, <Moment at={one.last} words={words} />],
        [columns.evidence, <code>{one.evidence}</code>],
        [
          words.answers,
          <ul class="plain">
            {one.receipts.map((receipt) => (
              <li key={receipt}>
                <a href={addressOf('record', receipt)}>
                  <code>{receipt}</code>
                </a>
              </li>
            ))}
          </ul>,
        ],
      ]}
    />
  )
}

/** What proves the case to somebody who has neither the journal nor its key, as a file. */
function Export({ one, session, language }: Omit<Shown, 'about'> & { readonly one: Case }) {
  const { words } = wordsIn(language)
  const [error, setError] = useState<unknown>()
  const save = () =>
    session.client.evidence(one.id).then(
      (bundle) => {
        setError(undefined)
        saveAs(`evidence-${one.id}.json`, `${JSON.stringify(bundle)}\n`)
      },
      (refused: unknown) => setError(refused),
    )
  return (
    <section>
      <p class="tools">
        <button type="button" onClick={() => void save()}>
          {words.exportEvidence}
        </button>
      </p>
      <p class="soft">{withCode(words.exportNote)}</p>
      {error === undefined ? null : <Fault error={error} words={words} />}
    </section>
  )
}

/** Given to the browser, which asks or keeps it where it keeps such files. */
function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function Decide(props: {
  readonly one: Case
  readonly session: Shown['session']
  readonly language: Shown['language']
  readonly onDecided: (triaged: Triaged) => void
}) {
  const { one, session, language, onDecided } = props
  const { words } = wordsIn(language)
  const [reference, setReference] = useState('')
  const [until, setUntil] = useState('')
  const [error, setError] = useState<unknown>()
  const decide = (state: CaseState) =>
    session.client
      .triage(one.id, {
        state,
        ...(reference === '' ? {} : { reference }),
        ...(state === 'accepted' && until !== '' ? { until } : {}),
      })
      .then(
        (triaged) => {
          setError(undefined)
          onDecided(triaged)
        },
        (refused: unknown) => setError(refused),
      )
  const states: readonly CaseState[] = ['acknowledged', 'false-alarm', 'accepted', 'fixed', 'open']
  return (
    <section>
      <h2>{words.decide}</h2>
      <p class="tools">
        <label>
          {words.reference}{' '}
          <input
            value={reference}
            maxLength={64}
            onInput={(event) => setReference(event.currentTarget.value)}
          />
        </label>
        <label>
          {words.until}{' '}
          <input type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
        </label>
      </p>
      <p class="tools">
        {states
          .filter((state) => state !== one.state || state === 'accepted')
          .map((state) => (
            <button type="button" key={state} onClick={() => void decide(state)}>
              {words.states[state]}
            </button>
          ))}
      </p>
      {error === undefined ? null : <Fault error={error} words={words} />}
    </section>
  )
}

function Decided({ triaged, language }: { triaged: Triaged; language: Shown['language'] }) {
  const { words } = wordsIn(language)
  const { proposal } = triaged
  return (
    <section role="status">
      <p class="headline good">{words.decided(words.states[triaged.case.state])}</p>
      {proposal === undefined ? null : (
        <>
          <p>
            {words.proposal(proposal.spares, proposal.sparesForAll)}{' '}
            <code>{proposal.services.join(', ')}</code>
          </p>
          <pre>{ruleText(proposal.rule)}</pre>
          <p>{words.example(proposal.example.answer, proposal.example.passes, proposal.example.stops)}</p>
        </>
      )}
    </section>
  )
}

/** YAML; strings in the form of JSON are strings of YAML too. */
function ruleText({
  evidence,
  reader,
  documents,
  reference,
}: NonNullable<Triaged['proposal']>['rule']): string {
  return [
    'allow:',
    '  findings:',
    `    - evidence: ${evidence}`,
    ...(reader === undefined ? [] : [`      reader: ${JSON.stringify(reader)}`]),
    ...(documents === undefined ? [] : [`      documents: ${JSON.stringify(documents)}`]),
    ...(reference === undefined ? [] : [`      reference: ${JSON.stringify(reference)}`]),
  ].join('\n')
}
