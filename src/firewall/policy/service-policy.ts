import { RE2JS } from 're2js'
import type { SecretKey } from '../../core/digest.js'
import { rowOf } from '../../core/entities.js'
import { FirewallError } from '../../core/errors.js'
import { checkThresholds, type ServicePolicyFile } from '../../core/policy-schema.js'
import type { Analyzer, Detection, Detector, EntityClass, Recognizer, Store } from '../../core/ports.js'
import { DEFAULT_RARITY, DEFAULT_THRESHOLDS, type Thresholds } from '../../core/thresholds.js'
import type { Label } from '../../core/types.js'
import { createAnalyzerDetector } from '../../detect/analyzers/index.js'
import {
  createAcrossTurnsDetector,
  createCodeDetector,
  createLicenseDetector,
  createNearVerbatimDetector,
  createProbeDetector,
  createVerbatimDetector,
  shareSearches,
} from '../../detect/copies/index.js'
import { createGroundingDetector, GROUNDED_ENTITIES } from '../../detect/grounding/index.js'
import { createDisclosureDetector, createForbiddenWordDetector } from '../../detect/prompts/index.js'
import { chooseRecognizers, createPersonalDataDetector } from '../../detect/values/index.js'
import { levelRank } from '../../labels/label.js'
import { matchFold } from '../../text/fold.js'
import { looksAt } from './analyzers.js'
import { readLines } from './lines.js'
import { compileOperators } from './operate.js'
import { actionFor } from './policy.js'
import type { Language, Service } from './service.js'

/** Turns a policy file into a `Service` and into the detectors its doors run. */
export interface PolicyContext {
  /** Lowest first. */
  readonly levels: readonly string[]
  readonly recognizers: readonly Recognizer[]
  /** L of the index in use: no threshold may promise more than it finds. */
  readonly guarantee: number
  /** For operators that need one. */
  readonly operatorKey?: SecretKey
  readonly analyzers?: readonly Analyzer[]
}

const REFUSAL: Readonly<Record<Language, string>> = {
  en: 'I am sorry, I cannot answer that.',
  ja: '申し訳ありません。回答できません。',
}

const WAITING: Readonly<Record<Language, string>> = {
  en: 'This answer is waiting for a person to review it.',
  ja: 'この回答は担当者の確認待ちです。',
}

export function compileService(policy: ServicePolicyFile, context: PolicyContext): Service {
  checkThresholds(policy.thresholds, context.guarantee, policy.name)
  const { ceiling, refusal, waiting, tasks } = policy
  if (ceiling !== undefined) levelRank(context.levels, ceiling.level)
  const classes = new Map<string, EntityClass>([
    ...GROUNDED_ENTITIES.map((entity): [string, EntityClass] => [entity, rowOf(entity).class]),
    ...(context.analyzers ?? []).flatMap(({ classes = {} }) => Object.entries(classes)),
    ...context.recognizers.map((recognizer): [string, EntityClass] => [recognizer.entity, recognizer.class]),
  ])
  for (const entity of policy.entities ?? []) requireEntity(entity, classes, policy.name)
  const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS, ...policy.thresholds }
  const allowed = allowList(policy)
  const operate = compileOperators(policy, context.operatorKey)
  const cues = Object.entries(tasks).map(([task, { cues }]) => ({ task, cues: cues.map(fold) }))
  return {
    name: policy.name,
    mode: policy.mode,
    onError: policy.onError,
    thresholds,
    holdback: policy.holdback ?? 0,
    action(detection, kinds) {
      const action = actionFor(
        detection,
        kinds,
        (entity) => classes.get(entity) ?? 'high-risk',
        policy.actions,
      )
      const long = detection.kind === 'verbatim' && (detection.words ?? 0) >= thresholds.blockWords
      return action === 'redact' && long ? 'block' : action
    },
    allows: (detection, raw) => isValue(detection) && allowed(raw.slice(detection.start, detection.end)),
    withinCeiling: (label) => ceiling === undefined || dominates(context.levels, ceiling, label),
    replacement: (span, conversation) =>
      operate(span, conversation) ?? placeholder(policy.redaction, span.names),
    refusal: (language) => refusal[language] ?? refusal.en ?? REFUSAL[language],
    waiting: (language) => waiting[language] ?? waiting.en ?? WAITING[language],
    taskOf: (texts) => announcedTask(cues, texts),
  }
}

export interface DetectorContext {
  readonly store: Pick<Store, 'fingerprints' | 'documents' | 'values' | 'terms' | 'code'>
  readonly recognizers: readonly Recognizer[]
  readonly valueKey: SecretKey
  readonly termKey: SecretKey
  readonly analyzers?: readonly Analyzer[]
}

/** Whether a service wants what this recognizer finds: what is common only when it is named. */
export function asksFor({ entities, actions }: ServicePolicyFile, { entity, common }: Recognizer): boolean {
  if (entities?.includes(entity) === true) return true
  return entities === undefined && (common !== true || Object.hasOwn(actions, entity))
}

/** What each door of a service runs. */
export function detectorsFor(
  policy: ServicePolicyFile,
  { thresholds }: Service,
  { store, recognizers, valueKey, termKey, analyzers = [] }: DetectorContext,
): { readonly check: readonly Detector[]; readonly inspect: readonly Detector[] } {
  const { documents, values, terms, code } = store
  const { entities, locales, rarity, forbidden, licenses, quotation } = policy
  const fingerprints = licenses === undefined ? store.fingerprints : shareSearches(store.fingerprints)
  const chosen = chooseRecognizers(
    recognizers.filter((recognizer) => asksFor(policy, recognizer)),
    locales === undefined ? {} : { locales },
  )
  const verbatim = (bytes: number, bytesCjk: number) =>
    createVerbatimDetector({
      fingerprints,
      documents,
      thresholds: { verbatimBytes: bytes, verbatimBytesCjk: bytesCjk },
      ...(rarity === undefined ? {} : { rarity }),
    })
  const words = forbidden.length === 0 ? [] : [createForbiddenWordDetector(forbidden)]
  const mayQuote = quotation === false ? { bytes: 0, attribution: true } : quotation
  const copies =
    code === undefined
      ? []
      : [
          createCodeDetector({
            code,
            documents,
            thresholds: { weight: thresholds.codeWeight, score: thresholds.codeScore },
            ...(licenses === undefined ? {} : { reuse: { licenses, quotation: mayQuote } }),
          }),
        ]
  const reuse =
    licenses === undefined
      ? []
      : [
          createLicenseDetector({
            fingerprints,
            documents,
            licenses,
            quotation: mayQuote,
            lengths: { plain: thresholds.verbatimBytes, cjk: thresholds.verbatimBytesCjk },
            commonDocuments: rarity === false ? false : (rarity ?? DEFAULT_RARITY).documents,
            commonBytes: thresholds.commonBytes,
            codeBytes: thresholds.codeBytes,
          }),
        ]
  const analyzersAt = (place: 'answers' | 'prompts') =>
    analyzers
      .filter((analyzer) => looksAt(analyzer, place))
      .map((analyzer) =>
        createAnalyzerDetector({
          analyzer,
          values,
          key: valueKey,
          minScore: thresholds.minScore,
          prompts: place === 'prompts',
          ...(entities === undefined ? {} : { entities }),
        }),
      )
  const check = [
    createPersonalDataDetector({ recognizers: chosen, values, key: valueKey, minScore: thresholds.minScore }),
    ...(terms === undefined ? [] : [createGroundingDetector({ terms, key: termKey })]),
    verbatim(thresholds.verbatimBytes, thresholds.verbatimBytesCjk),
    createNearVerbatimDetector({
      fingerprints,
      documents,
      verbatimBytes: thresholds.verbatimBytes,
      ...(rarity === undefined ? {} : { rarity }),
    }),
    ...(policy.acrossTurns
      ? [
          createAcrossTurnsDetector({
            fingerprints,
            documents,
            thresholds,
            ...(rarity === undefined ? {} : { rarity }),
          }),
        ]
      : []),
    ...copies,
    ...reuse,
    ...words,
    ...analyzersAt('answers'),
  ]
  const probe = createProbeDetector(verbatim(thresholds.probeBytes, 2 * thresholds.probeBytes))
  return { check, inspect: [probe, createDisclosureDetector(), ...words, ...analyzersAt('prompts')] }
}

function requireEntity(entity: string, classes: ReadonlyMap<string, EntityClass>, name: string): void {
  if (classes.has(entity)) return
  throw new FirewallError(
    'policy-invalid',
    `service ${name} names an entity that no recognizer finds: ${entity}`,
    {
      help: `entities are ${[...classes.keys()].sort().join(', ')}`,
    },
  )
}

function isValue({ kind }: Detection): boolean {
  return kind === 'personal-data' || kind === 'secret'
}

/** Values compare folded; patterns are linear-time and must match the whole value. */
function allowList({ allow, name }: ServicePolicyFile): (value: string) => boolean {
  const values = new Set(allow.values.map(fold))
  for (const path of allow.dictionaries) for (const line of readLines(path)) values.add(fold(line))
  const patterns = allow.patterns.map((source, i) => {
    try {
      return RE2JS.compile(source)
    } catch (error) {
      throw new FirewallError(
        'policy-invalid',
        `allow.patterns[${i}] of service ${name} is not an RE2 expression`,
        {
          help: 'RE2 has no look-around and no back-references',
          cause: error,
        },
      )
    }
  })
  return (value) => values.has(fold(value)) || patterns.some((pattern) => pattern.matches(value))
}

function fold(text: string): string {
  return Buffer.from(matchFold(text)).toString('utf8')
}

function dominates(
  levels: readonly string[],
  ceiling: { level: string; compartments: readonly string[] },
  label: Label,
): boolean {
  return (
    levelRank(levels, ceiling.level) >= levelRank(levels, label.level) &&
    label.compartments.every((name) => ceiling.compartments.includes(name))
  )
}

function placeholder(template: string | undefined, names: readonly string[]): string {
  const distinct = [...new Set(names.map((name) => (name === 'verbatim' ? 'REDACTED' : name)))]
    .sort()
    .join(', ')
  return template === undefined ? `[${distinct}]` : template.replaceAll('{names}', () => distinct)
}

/** The task whose cue came last in the reader's newest words that have one. */
function announcedTask(
  tasks: readonly { readonly task: string; readonly cues: readonly string[] }[],
  texts: readonly string[],
): string | undefined {
  for (const text of texts.toReversed()) {
    const folded = fold(text)
    const places = tasks.flatMap(({ task, cues }) =>
      cues.map((cue) => ({ task, at: cue === '' ? -1 : folded.lastIndexOf(cue) })),
    )
    const last = places.filter(({ at }) => at >= 0).sort((a, b) => b.at - a.at)[0]
    if (last !== undefined) return last.task
  }
  return undefined
}
