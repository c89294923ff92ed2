import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { PHRASES, type Phrases } from '../audit/report/phrases.js'
import type { Session } from './session.js'
import { wordsOf } from './session.js'
import { type Language, WORDS, type Words } from './words.js'

/** What every view is given. */
export interface Shown {
  readonly session: Session
  readonly language: Language
}

export function wordsIn(language: Language): { readonly words: Words; readonly phrases: Phrases } {
  return { words: WORDS[language], phrases: PHRASES[language] }
}

/** What was asked for, while it comes, when it has come, and when it does not. */
export function useAsked<Answer>(
  ask: () => Promise<Answer>,
  about: readonly unknown[],
): { readonly answer?: Answer; readonly error?: unknown; again(): void } {
  const [state, setState] = useState<{ answer?: Answer; error?: unknown }>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    let asked = true
    setState((before) => (before.error === undefined ? before : {}))
    ask().then(
      (answer) => asked && setState({ answer }),
      (error: unknown) => asked && setState({ error }),
    )
    return () => {
      asked = false
    }
  }, [...about, round])
  return { ...state, again: () => setRound(round + 1) }
}

/** An answer, or why there is none. */
export function Asked<Answer>(props: {
  readonly of: { readonly answer?: Answer; readonly error?: unknown; again(): void }
  readonly words: Words
  readonly children: (answer: Answer) => ComponentChildren
}) {
  const { of, words, children } = props
  if (of.error !== undefined) return <Fault error={of.error} words={words} again={of.again} />
  if (of.answer === undefined) return <p class="soft">{words.loading}</p>
  return <>{children(of.answer)}</>
}

export function Fault({ error, words, again }: { error: unknown; words: Words; again?: () => void }) {
  const { code, message, help } = wordsOf(error)
  return (
    <div class="fault" role="alert">
      <p>
        <strong>{message}</strong> <code>{code}</code>
      </p>
      {help === undefined ? null : <p class="soft">{help}</p>}
      {again === undefined ? null : (
        <button type="button" onClick={again}>
          {words.retry}
        </button>
      )}
    </div>
  )
}

/** Names and what is known of each. */
export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A table that scrolls sideways on a narrow screen instead of the page. */
export function Table(props: {
  readonly head: readonly string[]
  readonly rows: readonly (readonly ComponentChildren[])[]
  readonly words: Words
  readonly label: string
}) {
  if (props.rows.length === 0) return <p class="soft">{props.words.nothing}</p>
  return (
    <Wide label={props.label}>
      <table>
        <thead>
          <tr>
            {props.head.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((cells, i) => (
            <tr key={String(i)}>
              {cells.map((cell, column) => (
                <td
                  key={props.head[column]}
                  data-label={props.head[column]}
                  class={typeof cell === 'number' ? '' : 'id'}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

/** What may be wider than the screen. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too
    <section class="wide" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

/** A moment to the minute, in the reader's own time. */
export function Moment({ at, words }: { at: string | number | Date; words: Words }) {
  if (at === 0) return <>{words.notKnown}</>
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return (
    <time dateTime={date.toISOString()}>
      {`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`}
    </time>
  )
}

/** The address of a view and what it is about. */
export function addressOf(view: string, about?: string): string {
  return `#/${view}${about === undefined ? '' : `/${encodeURIComponent(about)}`}`
}

/** Commands in a sentence stand between backticks; `links` leads to where the page does the same. */
export function withCode(sentence: string, links: Readonly<Record<string, string>> = {}) {
  return sentence.split('`').map((part, i) => {
    if (i % 2 === 0) return part
    const code = <code key={part}>{part}</code>
    return links[part] === undefined ? (
      code
    ) : (
      <a key={part} href={links[part]}>
        {code}
      </a>
    )
  })
}
