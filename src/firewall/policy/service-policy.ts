import { createHash } from 'node:crypto'
import { RE2JS } from 're2js'
import type { SecretKey } from '../../core/digest.js'
import { isEntityName, rowOf } from '../../core/entities.js'
import { FirewallError } from '../../core/errors.js'
import { VERSION } from '../../core/package.js'
import { checkThresholds, type ServicePolicyFile } from '../../core/policy-schema.js'
import type { Analyzer, Detection, EntityClass, Recognizer } from '../../core/ports.js'
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../core/thresholds.js'
import type { Label } from '../../core/types.js'
import { GROUNDED_ENTITIES } from '../../detect/grounding/index.js'
import { levelRank } from '../../labels/label.js'
import { matchFold } from '../../text/fold.js'
import { compileAllowedFindings } from './allowed-findings.js'
import { readLines } from './lines.js'
import { compileOperators } from './operate.js'
import { actionFor } from './policy.js'
import type { Language, Service } from './service.js'

/** Turns a policy file into a `Service`; the detectors its doors run are made in `detectors.ts`. */
export interface PolicyContext {
  /** Lowest first. */
  readonly levels: readonly string[]
  readonly recognizers: readonly Recognizer[]
  /** L of the index in use: no threshold may promise more than it finds. */
  readonly guarantee: number
  /** For operators that need one. */
  readonly operatorKey?: SecretKey
  /** What the journal calls a principal; absent: by their ids. */
  readonly nameOnRecord?: (id: string) => string
  readonly analyzers?: readonly Analyzer[]
}

/** What is said instead of an answer, by the reader's language; a policy may say it otherwise. */
const SAID: Readonly<Record<Language, { readonly refusal: string; readonly waiting: string }>> = {
  en: {
    refusal: 'I am sorry, I cannot answer that.',
    waiting: 'This answer is waiting for a person to review it.',
  },
  ja: { refusal: '申し訳ありません。回答できません。', waiting: 'この回答は担当者の確認待ちです。' },
  de: {
    refusal: 'Das kann ich leider nicht beantworten.',
    waiting: 'Diese Antwort wartet darauf, dass ein Mensch sie prüft.',
  },
  fr: {
    refusal: 'Je suis désolé, je ne peux pas répondre à cela.',
    waiting: 'Cette réponse attend qu’une personne la vérifie.',
  },
  es: {
    refusal: 'Lo siento, no puedo responder a eso.',
    waiting: 'Esta respuesta está pendiente de que una persona la revise.',
  },
  pt: {
    refusal: 'Desculpe, não posso responder a isso.',
    waiting: 'Esta resposta aguarda a revisão de uma pessoa.',
  },
  it: {
    refusal: 'Mi dispiace, non posso rispondere.',
    waiting: 'Questa risposta è in attesa della verifica di una persona.',
  },
  zh: { refusal: '抱歉，我无法回答这个问题。', waiting: '该回答正在等待人工审核。' },
  ko: {
    refusal: '죄송합니다. 답변드릴 수 없습니다.',
    waiting: '이 답변은 담당자의 확인을 기다리고 있습니다.',
  },
  ru: {
    refusal: 'К сожалению, я не могу на это ответить.',
    waiting: 'Этот ответ ожидает проверки человеком.',
  },
}

export function compileService(policy: ServicePolicyFile, context: PolicyContext): Service {
  checkThresholds(policy.thresholds, context.guarantee, policy.name)
  const { ceiling, refusal, waiting, tasks } = policy
  if (ceiling !== undefined) levelRank(context.levels, ceiling.level)
  const classes = new Map<string, EntityClass>([
    ...GROUNDED_ENTITIES.map((entity): [string, EntityClass] => [entity, rowOf(entity).class]),
    ...(context.analyzers ?? []).flatMap(({ classes = {} }) => Object.entries(classes)),
    ...context.recognizers.map((recognizer): [string, EntityClass] => [
      recognizer.entity,
      // A recognizer of a part of a value (a masked number) may be of another class than the value itself.
      isEntityName(recognizer.entity) ? rowOf(recognizer.entity).class : recognizer.class,
    ]),
  ])
  for (const entity of policy.entities ?? []) requireEntity(entity, classes, policy.name)
  const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS, ...policy.thresholds }
  const allowed = allowList(policy)
  const operate = compileOperators(policy, context.operatorKey)
  const spoken = policy.orders.except.map(fold)
  const cues = Object.entries(tasks).map(([task, { cues }]) => ({ task, cues: cues.map(fold) }))
  return {
    name: policy.name,
    version: versionOf(policy),
    mode: policy.mode,
    onError: policy.onError,
    thresholds,
    holdback: policy.holdback ?? 0,
    action(finding, kinds) {
      const decided = actionFor(
        finding,
        kinds,
        (entity) => classes.get(entity) ?? 'high-risk',
        policy.actions,
      )
      if (decided.action !== 'redact') return decided
      const { line } = decided
      const long = finding.kind === 'verbatim' && (finding.words ?? 0) >= thresholds.blockWords
      if (long) return { action: 'block', line: `${line}, thresholds.blockWords` }
      return finding.unredactable === true ? { action: 'block', line: `${line}, in a form` } : decided
    },
    allows: (detection, raw) => isValue(detection) && allowed(raw.slice(detection.start, detection.end)),
    allowedFindings: compileAllowedFindings(policy.allow.findings, context.nameOnRecord),
    orders: {
      read: policy.orders.mark || policy.orders.fence || Object.hasOwn(policy.actions, 'order'),
      fence: policy.orders.fence,
      excepts: (said) => spoken.length > 0 && spoken.some((words) => fold(said).includes(words)),
    },
    withinCeiling: (label) => ceiling === undefined || dominates(context.levels, ceiling, label),
    replacement: (span, conversation) =>
      operate(span, conversation) ?? placeholder(policy.redaction, span.names),
    refusal: (language) => refusal[language] ?? refusal.en ?? SAID[language].refusal,
    waiting: (language) => waiting[language] ?? waiting.en ?? SAID[language].waiting,
    taskOf: (texts) => announcedTask(cues, texts),
  }
}

/** Where its file lies is no part of what a policy says. */
function versionOf(policy: ServicePolicyFile): string {
  const said = JSON.stringify({ ...policy, file: undefined })
  return `${VERSION}/${createHash('sha256').update(said).digest('hex').slice(0, 12)}`
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
