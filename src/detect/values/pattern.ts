import { runInNewContext } from 'node:vm'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { once } from '../../core/once.js'
import type { EntityClass, Recognizer, RecognizerExample, RecognizerMatch } from '../../core/ports.js'
import { surfaceFold } from '../../text/fold.js'
import { knownExtent } from './known-extents.js'
import { analyze, partialOf, pumps, type RegexExtent, RegexRefusal, withDecomposedKana } from './regex.js'

/**
 * A recognizer as data: an expression, what must hold of its candidates, and the examples that prove it.
 *
 * The expression sees surface-folded text (full width is ASCII, invisible characters are gone, hyphen variants
 * are `-`, spaces are spaces, case is kept). It is bounded, is tried for runaway backtracking, and guards its own edges with lookarounds over
 * characters: `\b` fails beside Japanese. Shape after microsoft/presidio (weak pattern, checksum, context) and
 * gitleaks (true and false positives beside the rule).
 */
export interface PatternSpec {
  /** Upper-case entity name, Presidio's where it has one. */
  readonly entity: string
  /** Its row of the action table. */
  readonly class: EntityClass
  /** As in `Recognizer`. */
  readonly common?: boolean
  /** As in `RecognizerMatch`, of every match. */
  readonly apart?: boolean
  /** BCP 47 tags of the places it belongs to; default everywhere. */
  readonly locales?: readonly string[]
  /** Of the value alone; bounded repetitions only. */
  readonly regex: RegExp
  /** Cheap prefilter: each match or what stands before it contains one of these, compared exactly. */
  readonly keywords?: readonly string[]
  /** How many leading code units of a candidate are the value; 0 if none are. Default all. */
  readonly trim?: (candidate: string) => number
  /** Checksums and other tests of the value. */
  readonly validate?: (value: string) => boolean
  /** The one form of all spellings of a value. Default: the value itself. */
  readonly canonical?: (value: string) => string
  /** 0 to 1. Default 0.8. */
  readonly score?: number
  /**
   * Its check digit or its form tells it by itself where its country or its entity is asked for by name: the words that
   * it otherwise needs need not stand before it then.
   */
  readonly bare?: boolean
  /**
   * What else is found where its country or its entity is asked for by name: other spellings, and a shape that
   * describes itself where the check digit fails. `byEntity`: a shape that says nothing unless the entity is asked for.
   */
  readonly asked?: {
    readonly regex?: RegExp
    readonly validate?: (value: string) => boolean
    readonly byEntity?: RegExp
  }
  /** Words before the value that make it likelier, or that it needs. */
  readonly context?: PatternContext
  /** Tried when the recognizer is made; `recognizer-invalid` if one does not hold. */
  readonly examples: Recognizer['examples']
}

/** Words that make a weak pattern strong. They stand *before* the value, so nothing behind it is waited for. */
export interface PatternContext {
  /** Compared after folding, whole words where words are written apart. */
  readonly words: readonly string[]
  /** Code units before the value in which a word must end. Default 40. */
  readonly within?: number
  /** Score with a word in place. */
  readonly score: number
  /** Without a word it is no match at all. */
  readonly required?: boolean
}

/** What one pass over many recognizers needs to know of one of them. Only `pattern()` makes them. */
export interface Probe {
  /** As it runs: every match of the recognizer is one of its matches. */
  readonly regex: RegExp
  readonly minLength: number
  /** A word of this expression must end at most so many units before a match. */
  readonly preceding: { readonly regex: RegExp; readonly within: number } | undefined
  /** The match that starts at this place, if one does. */
  matchAt(text: string, start: number): RecognizerMatch | undefined
  /** Whether more text could create, change or extend a match that starts at this place. */
  openAt(text: string, start: number): boolean
}

/** By identity: a recognizer that wraps another one may find other things, and is not looked through. */
const probes = new WeakMap<Recognizer, Probe>()

export function probeOf(recognizer: Recognizer): Probe | undefined {
  return probes.get(recognizer)
}

/** Throws `recognizer-invalid` when the expression is unbounded, runs away, or its own examples do not hold. */
export function pattern(spec: PatternSpec): Recognizer {
  const recognizer = compile(spec, analyze)
  prove(recognizer)
  return recognizer
}

/**
 * The same for what comes with ragwall: bounded as ever, but proven by the tests (`prove`) instead of anew at
 * each start of a process, of which the proof of some hundred recognizers was half.
 */
export function provenPattern(spec: PatternSpec): Recognizer {
  return compile(spec, (regex) => knownExtent(regex) ?? analyze(regex))
}

/** What finds the same without a word before it, made when somebody first asks for it. */
const bares = new WeakMap<Recognizer, (by: AskedBy) => readonly Recognizer[]>()

/** By what somebody asks for an entity: by its name, or by the country that issues it. */
export type AskedBy = 'entity' | 'country'

/** A recognizer as it looks where what it finds is asked for by name; most look no other way. */
export function askedFor(recognizer: Recognizer, by: AskedBy): readonly Recognizer[] {
  return bares.get(recognizer)?.(by) ?? [recognizer]
}

/** What must be quick on texts made of a recognizer's own parts, for `prove`. */
const hazards = new WeakMap<Recognizer, () => void>()

function compile(spec: PatternSpec, extentOfRegex: (regex: RegExp) => RegexExtent): Recognizer {
  const compiled = compileSpec(spec, extentOfRegex)
  const recognizer = recognizerOf(compiled)
  hazards.set(recognizer, () => {
    const { maxLength } = compiled.extent()
    const { ways } = analyze(compiled.regex())
    if (ways > FEW_WAYS) requireQuick(spec, [compiled.regex(), compiled.partial()], maxLength)
  })
  probes.set(recognizer, probeFor(compiled))
  const { bare, asked, ...rest } = spec
  if ((bare === true && rest.context !== undefined) || asked !== undefined) {
    const { context, validate: _, ...form } = rest
    const make = (other: Pick<PatternSpec, 'regex' | 'validate'>) =>
      compile({ ...form, ...other, score: BARE_SCORE }, extentOfRegex)
    const own = once(() =>
      bare === true && context !== undefined
        ? compile(
            { ...rest, context: { ...context, required: false }, score: rest.score ?? BARE_SCORE },
            extentOfRegex,
          )
        : recognizer,
    )
    const spelled = once(() => {
      if (asked?.regex === undefined) return []
      const { regex, validate } = asked
      return [make({ regex, ...(validate === undefined ? {} : { validate }) })]
    })
    const shaped = once(() => (asked?.byEntity === undefined ? [] : [make({ regex: asked.byEntity })]))
    bares.set(recognizer, (by) => [own(), ...spelled(), ...(by === 'entity' ? shaped() : [])])
  }
  return recognizer
}

/** Of what no word names: above what is acted upon. */
const BARE_SCORE = 0.6

/**
 * What a recognizer and its probe share, each part made when it is first asked for: a process that looks at one text
 * needs few of the expressions that come with ragwall.
 */
interface Compiled {
  readonly spec: PatternSpec
  readonly flags: string
  readonly extent: () => RegexExtent
  readonly regex: () => RegExp
  /** Matches what may still become a match, at the end of a text. */
  readonly partial: () => RegExp
  readonly context: () => CompiledContext | undefined
  readonly lookbehind: () => number
  /** What the expression matched from `start` to `to`, as a value. */
  read(text: string, start: number, to: number): RecognizerMatch | undefined
}

function compileSpec(spec: PatternSpec, extentOfRegex: (regex: RegExp) => RegexExtent): Compiled {
  const flags = spec.regex.flags.replace('g', '')
  const regex = once(() => new RegExp(withDecomposedKana(spec.regex.source), `${flags}g`))
  const extent = once(() => requireUsable(spec.entity, () => extentOfRegex(regex())))
  const partial = once(() => new RegExp(partialOf(regex()), `${flags}g`))
  const context = once(() =>
    spec.context === undefined ? undefined : compileContext(spec.context, spec.class !== 'secret'),
  )
  const lookbehind = () =>
    Math.max(extent().lookbehind, spec.context === undefined ? 0 : withinOf(spec.context))
  return {
    spec,
    flags,
    extent,
    regex,
    partial,
    context,
    lookbehind,
    read: readerOf(spec, context, lookbehind),
  }
}

function readerOf(
  spec: PatternSpec,
  context: Compiled['context'],
  lookbehind: Compiled['lookbehind'],
): Compiled['read'] {
  const { keywords, trim, validate, canonical, score = 0.8 } = spec
  return (text, start, to) => {
    const end = trim === undefined ? to : start + trim(text.slice(start, to))
    if (end <= start) return undefined
    if (keywords !== undefined) {
      const surroundings = text.slice(Math.max(0, start - lookbehind()), end)
      if (!keywords.some((keyword) => surroundings.includes(keyword))) return undefined
    }
    const inContext = context()?.precedes(text, start) ?? false
    if (spec.context?.required === true && !inContext) return undefined
    const value = text.slice(start, end)
    if (validate !== undefined && !validate(value)) return undefined
    return {
      start,
      end,
      score: inContext && spec.context !== undefined ? spec.context.score : score,
      canonical: canonical === undefined ? value : canonical(value),
      ...(spec.apart === true ? { apart: true } : {}),
    }
  }
}

function recognizerOf({ spec, extent, regex, partial, lookbehind, read }: Compiled): Recognizer {
  const { keywords } = spec
  return {
    entity: spec.entity,
    class: spec.class,
    locales: spec.locales ?? [],
    ...(spec.common === true ? { common: true } : {}),
    get maxLength() {
      return extent().maxLength
    },
    get lookbehind() {
      return lookbehind()
    },
    get lookahead() {
      return extent().lookahead
    },
    examples: spec.examples,
    recognize(text) {
      if (keywords !== undefined && !keywords.some((keyword) => text.includes(keyword))) return []
      const matches: RecognizerMatch[] = []
      const expression = regex()
      expression.lastIndex = 0
      for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
        expression.lastIndex = nextStart(text, found.index)
        const match = splitsPair(text, found.index)
          ? undefined
          : read(text, found.index, found.index + found[0].length)
        if (match !== undefined) matches.push(match)
      }
      return matches
    },
    settled(text) {
      const { maxLength, lookahead } = extent()
      const expression = partial()
      expression.lastIndex = firstStart(text, text.length - maxLength - lookahead)
      const open = expression.exec(text)
      return open === null ? text.length : open.index
    },
  }
}

function probeFor({ spec, flags, extent, regex, partial, context, read }: Compiled): Probe {
  const sticky = once(() => new RegExp(regex().source, `${flags}y`))
  const stickyPartial = once(() => new RegExp(partial().source, `${flags}y`))
  return {
    get regex() {
      return regex()
    },
    get minLength() {
      return extent().minLength
    },
    get preceding() {
      return spec.context?.required === true ? context() : undefined
    },
    matchAt(text, start) {
      if (splitsPair(text, start)) return undefined
      const expression = sticky()
      expression.lastIndex = start
      // No array of groups is made, which would cost more than the test.
      return expression.test(text) ? read(text, start, expression.lastIndex) : undefined
    },
    openAt(text, start) {
      if (splitsPair(text, start)) return false
      const expression = stickyPartial()
      expression.lastIndex = start
      return expression.test(text)
    },
  }
}

function requireUsable(entity: string, analyzed: () => RegexExtent): RegexExtent {
  let extent: RegexExtent
  try {
    extent = analyzed()
  } catch (error) {
    if (error instanceof FirewallError) throw error
    const [why, help] =
      error instanceof RegexRefusal
        ? [error.message, error.help]
        : ['it cannot be parsed', 'it is a JavaScript expression with the flag `u`']
    throw invalid(entity, `has an expression that cannot be used: ${why}`, help)
  }
  if (extent.minLength === 0) throw invalid(entity, 'matches the empty text', 'make one character required')
  const length = extent.lookbehind + extent.maxLength + extent.lookahead
  if (length > LIMITS.recognizerLength) {
    throw invalid(entity, `may match ${length} code units`, `stay below ${LIMITS.recognizerLength}`)
  }
  return extent
}

/** An expression with fewer ways to try a start than this cannot be slow. */
const FEW_WAYS = 10_000

/**
 * Expressions that backtrack without end do so on their own building blocks, repeated: those of the examples, and what
 * each repetition of the expression itself takes. As long as a match may be, so that what grows with its square shows.
 */
function requireQuick({ entity, examples }: PatternSpec, regexes: readonly RegExp[], length: number): void {
  const values = examples.match.map((example) =>
    surfaceFold(typeof example === 'string' ? example : example.value),
  )
  const blocks = new Set([...values.slice(0, 8), ...Array.from(values.join('')).slice(0, 200)])
  const texts = [...blocks].map((block) =>
    block.repeat(Math.ceil(PROBE_LENGTH / block.length)).slice(0, PROBE_LENGTH),
  )
  const longest = Math.min(Math.max(PROBE_LENGTH, length), LONGEST_PROBE)
  const run = () => {
    for (const regex of regexes) for (const text of texts) tryEveryStart(regex, text)
    for (const text of pumps(regexes[0]!, longest)) for (const regex of regexes) tryEveryStart(regex, text)
  }
  try {
    // A time limit that reaches into a running expression exists only here.
    runInNewContext('run()', { run }, { timeout: LIMITS.recognizerProbeTime })
  } catch {
    throw invalid(
      entity,
      'takes too long on texts made of its own parts',
      'let each repetition end where the next one cannot begin, as in {1,20} followed by another character',
    )
  }
}

const PROBE_LENGTH = 256
const LONGEST_PROBE = 4096

function tryEveryStart(regex: RegExp, text: string): void {
  regex.lastIndex = 0
  for (let found = regex.exec(text); found !== null; found = regex.exec(text)) {
    regex.lastIndex = nextStart(text, found.index)
  }
}

function withinOf({ within = 40 }: PatternContext): number {
  return within
}

interface CompiledContext {
  readonly regex: RegExp
  readonly within: number
  precedes(text: string, start: number): boolean
}

/** `named`: fields are named by the same words, `patient_id`, `patientId`; what is assigned to them is the matter of secrets. */
function compileContext(context: PatternContext, named: boolean): CompiledContext {
  const within = withinOf(context)
  const words = context.words.map((word) => {
    const escaped = surfaceFold(word)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/(?<=[a-z]) (?=[a-z])/gi, named ? '[ _-]?' : ' ')
    return /^[a-z]/i.test(word) ? `(?<![a-z])${escaped}${/[a-z]$/i.test(word) ? '(?![a-z])' : ''}` : escaped
  })
  const regex = new RegExp(withDecomposedKana(words.join('|')), 'i')
  return {
    regex,
    within,
    precedes: (text, start) => regex.test(text.slice(Math.max(0, start - within), start)),
  }
}

/** The next start, never the middle of a surrogate pair: there a unicode expression would step back for ever. */
function nextStart(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? index + 2 : index + 1
}

/** No value begins in the middle of a character. */
function splitsPair(text: string, index: number): boolean {
  if ((text.charCodeAt(index) & 0xfc00) !== 0xdc00 || index === 0) return false
  return (text.charCodeAt(index - 1) & 0xfc00) === 0xd800
}

function firstStart(text: string, index: number): number {
  if (index <= 0) return 0
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index
}

/** A recognizer that runs away or does not find what it says it finds never runs. Throws `recognizer-invalid`. */
export function prove(recognizer: Recognizer): void {
  hazards.get(recognizer)?.()
  const { entity, examples } = recognizer
  const help = 'mend the expression or the example; examples are folded before they are tried'
  if (examples.match.length === 0) throw invalid(entity, 'has no example', 'add at least one match')
  examples.match.forEach((example, i) => {
    if (!holds(recognizer, example))
      throw invalid(entity, `does not match its example ${i + 1} as stated`, help)
  })
  examples.noMatch.forEach((text, i) => {
    if (recognizer.recognize(surfaceFold(text)).length > 0) {
      throw invalid(entity, `matches its counter-example ${i + 1}`, help)
    }
  })
}

/** Exactly the value of the example is found, when matches inside a longer match are left out. */
function holds(recognizer: Recognizer, example: RecognizerExample): boolean {
  const [text, value] = typeof example === 'string' ? [example, example] : [example.text, example.value]
  const folded = surfaceFold(text)
  const matches = recognizer.recognize(folded)
  const outer = matches.filter(
    (match) =>
      !matches.some((other) => other !== match && other.start <= match.start && match.end <= other.end),
  )
  const [only] = outer
  return outer.length === 1 && only !== undefined && folded.slice(only.start, only.end) === surfaceFold(value)
}

function invalid(entity: string, what: string, help: string): FirewallError {
  return new FirewallError('recognizer-invalid', `the recognizer for ${entity} ${what}`, { help })
}
