import { nameIn } from '../../audit/report/phrases.js'
import type { ClosedEvent, RetrieveEvent } from '../../core/audit.js'
import { Asked, addressOf, Facts, Moment, type Shown, useAsked, wordsIn } from '../parts.js'
import type { Words } from '../words.js'

/** Why one answer or retrieval was decided as it was. */
export function RecordView({ session, language, about }: Shown & { readonly about: string }) {
  const { words, phrases } = wordsIn(language)
  const { columns } = words
  const asked = useAsked(() => session.client.explain(about), [session, about])
  return (
    <>
      <h1>
        {columns.record} <code>{about}</code>
      </h1>
      <Asked of={asked} words={words}>
        {({ record, event: recorded, findings, service }) => {
          // The journal's own record: the service sends it as it stands there.
          const event = recorded as unknown as ClosedEvent | RetrieveEvent
          return (
            <>
              <Facts
                rows={[
                  [columns.time, <Moment at={record.time} words={words} />],
                  [columns.record, <code>{`${record.chain}#${record.sequence}`}</code>],
                  [columns.call, <code>{event.call}</code>],
                  [
                    columns.reader,
                    event.actor === undefined ? event.subject : `${event.subject} (${event.actor})`,
                  ],
                  [columns.service, event.service ?? 'default'],
                  ...(event.type === 'closed' ? closedRows(event, words) : retrievedRows(event, words)),
                  [
                    columns.policyNow,
                    service === undefined ? words.gone : `${service.mode}, onError: ${service.onError}`,
                  ],
                ]}
              />
              {event.type === 'closed'
                ? findings.map(({ what, actionNow, case: one, sources }, i) => {
                    const finding = event.findings[i]!
                    return (
                      <section key={String(i)}>
                        <h2>{nameIn(phrases, what)}</h2>
                        <Facts
                          rows={[
                            [columns.rule, 'rule' in finding ? finding.rule : finding.kind],
                            [columns.place, `${finding.start} – ${finding.end}`],
                            [columns.score, finding.score.toFixed(2)],
                            [columns.provenance, `${finding.provenance}: ${words.whose[finding.provenance]}`],
                            ...(finding.line === undefined
                              ? []
                              : [[columns.line, <code>{finding.line}</code>] as const]),
                            [
                              columns.action,
                              actionNow === undefined || actionNow === finding.action
                                ? finding.action
                                : `${finding.action} (${words.now}: ${actionNow})`,
                            ],
                            ...(one === undefined
                              ? []
                              : [
                                  [
                                    columns.case,
                                    <>
                                      <a href={addressOf('case', one.id)}>
                                        <code>{one.id}</code>
                                      </a>{' '}
                                      {words.states[one.state]}
                                    </>,
                                  ] as const,
                                ]),
                            ...sources.map(
                              ({ id, label, access }) =>
                                [
                                  columns.document,
                                  <>
                                    <a href={addressOf('documents', id)}>{id}</a>{' '}
                                    {label === undefined ? words.gone : label.level}
                                    {access === undefined
                                      ? ''
                                      : `; ${event.subject}: ${access.effect} (${access.why.join(', ')})`}
                                  </>,
                                ] as const,
                            ),
                          ]}
                        />
                      </section>
                    )
                  })
                : null}
              {event.type === 'closed' && event.passed !== undefined ? (
                <section>
                  <h2>{columns.passed}</h2>
                  <Facts
                    rows={event.passed.map(({ start, end, what, why }) => [
                      what,
                      `${start} – ${end}: ${words.passes[why]}`,
                    ])}
                  />
                </section>
              ) : null}
            </>
          )
        }}
      </Asked>
    </>
  )
}

function closedRows({ action, decided, outcome, code, coverage, policy }: ClosedEvent, { columns }: Words) {
  return [
    [columns.action, action === decided ? action : `${action} (${decided})`],
    [columns.outcome, code === undefined ? outcome : `${outcome}: ${code}`],
    ...(policy === undefined ? [] : [[columns.policy, <code>{policy}</code>] as const]),
    ...(coverage === undefined
      ? []
      : [[columns.scanned, `${coverage.scanned} / ${coverage.seen} (${coverage.state})`] as const]),
  ] as const
}

function retrievedRows({ chunks }: RetrieveEvent, { columns }: Words) {
  return [[columns.chunks, chunks.join(', ') || '–']] as const
}
