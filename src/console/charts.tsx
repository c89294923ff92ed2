import { addressOf } from './parts.js'

/** Counts of one thing beside each other; each names what it counts and may lead to it. */
export function Bars(props: {
  readonly title: string
  readonly rows: readonly (readonly [name: string, count: number, view?: string])[]
}) {
  const { title, rows } = props
  if (rows.length === 0) return null
  const most = Math.max(...rows.map(([, count]) => count))
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <ul class="bars">
        {rows.map(([name, count, view]) => (
          <li key={name}>
            <span class="name">{view === undefined ? name : <a href={addressOf(view, name)}>{name}</a>}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect class="share" width={(count / most) * 100} height="8" />
            </svg>
            <span class="count">{count}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}
