import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { nameIn } from '../../audit/report/phrases.js'
import type { Case, CaseState } from '../../client/index.js'
import { Asked, addressOf, Fault, Moment, type Shown, useAsked, Wide, wordsIn } from '../parts.js'

const STATES: readonly CaseState[] = ['open', 'acknowledged', 'accepted', 'false-alarm', 'fixed']
/** What a key says of the selected case. An accepted risk needs a day, which its own view asks for. */
const KEYS: Readonly<Record<string, CaseState>> = {
  a: 'acknowledged',
  f: 'false-alarm',
  x: 'fixed',
  o: 'open',
}
/** Rows shown; whoever has more narrows them down. */
const ROWS = 500

/** What waits for a decision; the keyboard is enough. `about` is what the list is narrowed down to. */
export function Cases({ session, language, about = '' }: Shown & { readonly about?: string }) {
  const { words, phrases } = wordsIn(language)
  const [state, setState] = useState<CaseState | 'all'>(about === '' ? 'open' : 'all')
  const [text, setText] = useState(about)
  const [selected, setSelected] = useState(0)
  const [error, setError] = useState<unknown>()
  const asked = useAsked(() => session.client.cases(state === 'all' ? {} : { state }), [session, state])
  const shown = (asked.answer?.cases ?? []).filter((one) => says(one, text)).slice(0, ROWS)
  const row = useRef<HTMLTableRowElement>(null)
  const at = Math.min(selected, shown.length - 1)

  const decide = (one: Case, to: CaseState) =>
    session.client.triage(one.id, { state: to }).then(
      () => {
        setError(undefined)
        asked.again()
      },
      (refused: unknown) => setError(refused),
    )
  // Before the next key can come: it is about the row that is marked by then.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
      const one = shown[at]
      const to = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined
      if (event.key === 'j') setSelected((now) => Math.min(now + 1, shown.length - 1))
      else if (event.key === 'k') setSelected((now) => Math.max(Math.min(now, shown.length - 1) - 1, 0))
      else if (event.key === 'Enter' && one !== undefined && !isLink(event.target)) {
        location.hash = addressOf('case', one.id)
      } else if (to !== undefined && one !== undefined) void decide(one, to)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  useEffect(() => row.current?.scrollIntoView({ block: 'nearest' }), [at])

  const { columns } = words
  return (
    <>
      <h1>{words.views.cases}</h1>
      <p class="tools">
        <label>
          {words.state}{' '}
          <select
            value={state}
            onChange={(event) => setState(event.currentTarget.value as CaseState | 'all')}
          >
            {STATES.map((one) => (
              <option value={one} key={one}>
                {words.states[one]}
              </option>
            ))}
            <option value="all">{words.all}</option>
          </select>
        </label>
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </p>
      <p class="soft keys">
        <span>{words.shortcuts}:</span>
        {words.keys.map(([key, what]) => (
          <span key={key}>
            <kbd>{key}</kbd> {what}
          </span>
        ))}
      </p>
      {error === undefined ? null : <Fault error={error} words={words} />}
      <Asked of={asked} words={words}>
        {() =>
          shown.length === 0 ? (
            <p class="soft">{words.nothing}</p>
          ) : (
            <Wide label={words.views.cases}>
              <table>
                <thead>
                  <tr>
                    {[
                      columns.what,
                      columns.count,
                      columns.released,
                      columns.reader,
                      columns.source,
                      words.state,
                      columns.last,
                    ].map((name) => (
                      <th scope="col" key={name}>
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {shown.map((one, i) => (
                    <tr
                      key={one.id}
                      ref={i === at ? row : null}
                      class={i === at ? 'selected' : ''}
                      aria-current={i === at ? 'true' : undefined}
                      onClick={() => setSelected(i)}
                    >
                      <td>
                        <a href={addressOf('case', one.id)}>{nameIn(phrases, one.what)}</a>
                      </td>
                      <td data-label={columns.count}>{one.count}</td>
                      <td data-label={columns.released} class={one.released > 0 ? 'out' : ''}>
                        {one.released}
                      </td>
                      <td data-label={columns.reader} class="id">
                        {one.reader}
                      </td>
                      <td data-label={columns.source} class="id">
                        {one.source}
                      </td>
                      <td data-label={words.state}>{words.states[one.state]}</td>
                      <td data-label={columns.last}>
                        <Moment at={one.last} words={words} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          )
        }
      </Asked>
    </>
  )
}

function says({ what, reader, source = '', services, id }: Case, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/)
  const all = [what, reader, source, id, ...services].join(' ').toLowerCase()
  return words.every((word) => all.includes(word))
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement
}

function isLink(target: EventTarget | null): boolean {
  return target instanceof HTMLAnchorElement || target instanceof HTMLButtonElement
}
