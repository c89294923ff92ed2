import type { ACTION_ROWS } from '../../core/policy-schema.js'
import type { EntityClass } from '../../core/ports.js'
import type { Action, DocumentKind, FindingKind, Provenance } from '../../core/types.js'

/**
 * The action table: what a service does with a finding, by what it is and where it comes from. Anything a
 * service does not name takes the row below. Pure data and pure functions; `check.ts` applies them.
 */
export type Row = Exclude<(typeof ACTION_ROWS)[number], 'personal-data'>

export type ActionTable = Readonly<Record<Row, Readonly<Record<Provenance, Action>>>>

function row(permitted: Action, user: Action, unknown: Action, training: Action, forbidden: Action) {
  return { permitted, user, unknown, training, forbidden }
}

export const DEFAULT_ACTIONS: ActionTable = {
  name: row('release', 'release', 'release', 'redact', 'redact'),
  contact: row('release', 'release', 'redact', 'redact', 'redact'),
  'high-risk': row('redact', 'release', 'redact', 'redact', 'block'),
  secret: row('redact', 'redact', 'redact', 'block', 'block'),
  verbatim: row('release', 'release', 'release', 'redact', 'redact'),
  canary: row('block', 'block', 'block', 'block', 'block'),
  prompt: row('block', 'block', 'block', 'block', 'block'),
  disclosure: row('block', 'block', 'block', 'block', 'block'),
  probe: row('block', 'block', 'block', 'block', 'block'),
  injection: row('block', 'block', 'block', 'block', 'block'),
  order: row('release', 'release', 'release', 'release', 'release'),
  'hidden-text': row('block', 'block', 'block', 'block', 'block'),
  enumeration: row('block', 'block', 'block', 'block', 'block'),
  'machine-made': row('block', 'block', 'block', 'block', 'block'),
  'forbidden-word': row('block', 'block', 'block', 'block', 'block'),
  license: row('redact', 'redact', 'redact', 'redact', 'redact'),
}

const SEVERITY: Readonly<Record<Action, number>> = { release: 0, redact: 1, hold: 2, block: 3 }

export function worst(a: Action, b: Action): Action {
  return SEVERITY[a] >= SEVERITY[b] ? a : b
}

/** What the table has a row for: findings of the doors, and orders in what is retrieved. */
export type PolicyFinding = FindingKind | { readonly kind: 'order'; readonly rule: string }

/** Exceptions to the table, most specific first: `EMAIL_ADDRESS` before `contact` before `personal-data`. */
export type ActionOverrides = Readonly<Record<string, Action | Readonly<Partial<Record<Provenance, Action>>>>>

/** What a table says of a finding, and where it says so. */
export interface Decided {
  readonly action: Action
  /** `actions.contact.forbidden` in the service's policy; `default.contact.forbidden`; `unlisted`. */
  readonly line: string
}

/**
 * Action of one finding. `classOf` maps an entity to its row; `kinds` are the kinds of the documents it was
 * found in: a run of a system prompt or a canary is judged as that, whoever may read it.
 */
export function actionFor(
  finding: PolicyFinding & { readonly provenance: Provenance },
  kinds: ReadonlySet<DocumentKind>,
  classOf: (entity: string) => EntityClass,
  overrides: ActionOverrides = {},
): Decided {
  const { provenance } = finding
  const names = rowNames(finding, kinds, classOf)
  for (const name of names) {
    // Own names only: a forbidden word may be called `constructor`.
    const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined
    if (typeof override === 'string') return { action: override, line: `actions.${name}` }
    const action = override?.[provenance]
    if (action !== undefined) return { action, line: `actions.${name}.${provenance}` }
  }
  const row = names.find((name): name is Row => Object.hasOwn(DEFAULT_ACTIONS, name))
  if (row === undefined) return { action: 'block', line: 'unlisted' }
  return { action: DEFAULT_ACTIONS[row][provenance], line: `default.${row}.${provenance}` }
}

function rowNames(
  finding: PolicyFinding,
  kinds: ReadonlySet<DocumentKind>,
  classOf: (entity: string) => EntityClass,
): readonly string[] {
  if ('entity' in finding) {
    return [finding.entity, classOf(finding.entity), finding.kind]
  }
  // The rule is what a source says its terms are, and no row of the table may be chosen by a source.
  if (finding.kind === 'license') return ['license']
  if ('rule' in finding) return [finding.rule, finding.kind]
  // Rows of their own: what a service says of verbatim text says nothing of these.
  if (kinds.has('canary')) return ['canary']
  if (kinds.has('prompt')) return ['prompt']
  return ['verbatim']
}
