/**
 * Whether terms of reuse are among those a service accepts. Terms are an SPDX licence expression (SPDX 2.3,
 * annex D: `MIT`, `MIT OR GPL-2.0-only`, `Apache-2.0 WITH LLVM-exception`) or any name of the operator's own;
 * they compare without case, as SPDX ids do.
 *
 * Of alternatives one must be accepted, of terms that hold together every one. An exception only permits more,
 * and `+` leaves the choice of the version to the user: either is accepted with the id before it. What is no
 * expression is a name, and accepted only as it stands.
 */
export function createLicenseTerms(accepted: readonly string[]): (license: string) => boolean {
  const names = new Set(accepted.map(normal))
  const known = new Map<string, boolean>()
  return (license) => {
    let verdict = known.get(license)
    if (verdict === undefined) {
      if (known.size >= REMEMBERED) known.clear()
      known.set(license, (verdict = names.has(normal(license)) || accepts(license, names)))
    }
    return verdict
  }
}

/** Expressions whose verdict is kept: a corpus has few, and a source may write any. */
const REMEMBERED = 1_000
/** Longest expression that is parsed, code units; the longest in the SPDX list of real packages is a tenth. */
const LONGEST = 1_000

function accepts(license: string, names: ReadonlySet<string>): boolean {
  if (license.length > LONGEST) return false
  const words = license.match(/[()]|[^\s()]+/g) ?? []
  let at = 0

  const isNext = (word: string) => words[at]?.toLowerCase() === word
  function any(): boolean | undefined {
    let verdict = all()
    while (verdict !== undefined && isNext('or')) {
      at += 1
      const other = all()
      verdict = other === undefined ? undefined : verdict || other
    }
    return verdict
  }
  function all(): boolean | undefined {
    let verdict = one()
    while (verdict !== undefined && isNext('and')) {
      at += 1
      const other = one()
      verdict = other === undefined ? undefined : verdict && other
    }
    return verdict
  }
  function one(): boolean | undefined {
    const word = words[at++]
    if (word === undefined || word === ')' || /^(and|or|with)$/i.test(word)) return undefined
    if (word === '(') {
      const verdict = any()
      return words[at++] === ')' ? verdict : undefined
    }
    const plain = names.has(normal(word)) || (word.endsWith('+') && names.has(normal(word.slice(0, -1))))
    if (!isNext('with')) return plain
    const exception = words[at + 1]
    at += 2
    if (exception === undefined || exception === '(' || exception === ')') return undefined
    return plain || names.has(normal(`${word} WITH ${exception}`))
  }

  const verdict = any()
  return at === words.length && verdict === true
}

function normal(license: string): string {
  return license.trim().replace(/\s+/g, ' ').toLowerCase()
}

/**
 * How terms are named in findings and records. Like the id of a document, the name of its terms is an identifier and
 * stands in records; but it comes from a source, so only what looks like one does: a word, or words between the
 * operators of an expression. A sentence is `unnamed`.
 */
export function nameOfLicense(license: string): string {
  return license.length <= 100 && /^\(*ID\)*(?: (?:AND|OR|WITH) \(*ID\)*)*$/i.test(withoutIds(license))
    ? license
    : 'unnamed'
}

/** Every word that is no operator becomes `ID`, so that the shape of an expression can be read. */
function withoutIds(license: string): string {
  return license.replace(/[A-Za-z0-9][A-Za-z0-9.+\-:/]*/g, (word) =>
    /^(?:and|or|with)$/i.test(word) ? word : 'ID',
  )
}
