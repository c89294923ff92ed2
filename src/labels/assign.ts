import { canonicalJson } from '../core/digest.js'
import { FirewallError, nearest } from '../core/errors.js'
import { quoteWord, unknownLevel } from '../core/levels.js'
import { LIMITS } from '../core/limits.js'
import type { LabelAssigner, ResolveLabel } from '../core/ports.js'
import type { Acl, ContainerPermissions, Label } from '../core/types.js'
import { inherited, withOwn } from './container.js'
import { compileGlob, globPath } from './glob.js'
import { ANYONE, idKind } from './id.js'
import { joinLabels, normalizeLabel } from './label.js'
import { checkLevels } from './lattice.js'

export interface PathRule {
  /** Glob over the document's uri, see `compileGlob`. */
  readonly path: string
  readonly level: string
  readonly compartments?: readonly string[]
}

export interface AssignerOptions {
  /** Lowest first. */
  readonly levels: readonly string[]
  /** Other words for levels: `{ 機密: 'secret' }`. A level is always a word for itself. */
  readonly classifications?: Readonly<Record<string, string>>
  /** With this list a compartment that is not in it is an error. */
  readonly compartments?: readonly string[]
  /**
   * The first rule whose glob matches gives the level of a document without classification, and always its
   * compartments.
   */
  readonly rules?: readonly PathRule[]
}

/**
 * A source's ACL to a label. There is no default: what states neither readers nor a classification is refused
 * (`label-missing`), as is a level that nothing gives; an allow list that is empty beside a classification is
 * nobody. Throws `level-unknown` when the options name a level that is not there.
 */
export function createAssigner(options: AssignerOptions): LabelAssigner {
  const levels = checkLevels(options.levels)
  const words = wordsOf(levels, options.classifications ?? {})
  const known = options.compartments === undefined ? undefined : new Set(options.compartments)
  const rules = (options.rules ?? []).map((rule) => {
    if (!levels.includes(rule.level)) throw unknownLevel(levels, rule.level, ' in a path rule')
    checkCompartments(rule.compartments ?? [], known)
    return { ...rule, matches: compileGlob(rule.path) }
  })

  function ruleOf(uri: string): RuleMatch | undefined {
    const path = globPath(uri)
    const rule = path === undefined ? undefined : rules.find(({ matches }) => matches(path))
    if (rule === undefined) return undefined
    return { level: rule.level, compartments: rule.compartments ?? [] }
  }

  function labelOf(acl: Acl, rule: RuleMatch | undefined): Label {
    checkAcl(acl, known)
    return normalizeLabel({
      level: levelOf(acl, rule),
      compartments: [...(acl.compartments ?? []), ...(rule?.compartments ?? [])],
      allow: acl.allow.length === 0 ? [] : [acl.allow],
      deny: acl.deny,
    })
  }

  function levelOf(acl: Acl, rule: RuleMatch | undefined): string {
    if (acl.classification === undefined) {
      if (rule !== undefined) return rule.level
      throw new FirewallError(
        'label-missing',
        'the document has no classification and no path rule gives a level',
        {
          help: 'let the source state a classification, or add a rule for this path to `rules`',
        },
      )
    }
    const level = words.get(acl.classification)
    if (level === undefined) throw unknownWord(levels, words, acl.classification)
    return level
  }

  return {
    assign: (acl, uri) => labelOf(acl, ruleOf(uri)),
    derive({ container, ...acl }, uri, sources) {
      if (typeof container !== 'string' || container === '' || container.length > LIMITS.idLength)
        throw invalid('`container` of an access control list is not an id')
      checkEntries(acl, known)
      const own: OwnPart = {
        acl: { ...acl, allow: [...acl.allow].sort(), deny: [...acl.deny].sort() },
        rule: ruleOf(uri),
        sources,
      }
      return { container, own: canonicalJson(own) }
    },
    checkContainer(permissions) {
      checkContainer(permissions, known)
      const { classification } = permissions
      if (classification !== undefined && !words.has(classification))
        throw unknownWord(levels, words, classification)
    },
    resolve({ own }, containers) {
      const { acl, rule, sources } = JSON.parse(own) as OwnPart
      const label = labelOf(withOwn(inherited(containers), acl), rule)
      return sources === undefined ? label : joinLabels([label, sources], levels)
    },
  }
}

/** What a path rule gives a document: kept with its label, so that the rules are asked when it is stored and only then. */
interface RuleMatch {
  readonly level: string
  readonly compartments: readonly string[]
}

/** `own` of a derived label: what the document says, what the path rules give it, and what it was made from. */
interface OwnPart {
  readonly acl: Acl
  readonly rule: RuleMatch | undefined
  readonly sources: Label | undefined
}

/**
 * `resolve` as the store needs it: whatever cannot be understood (a container that is not known, a word for a level
 * that is no more) is protected and readable by no one.
 */
export function createResolver(assigner: LabelAssigner, levels: readonly string[]): ResolveLabel {
  return (derived, containers) => {
    try {
      if (containers !== undefined) return assigner.resolve(derived, containers)
    } catch {}
    return nobodysLabel(levels)
  }
}

/** Protected, readable by no one. `levels` are lowest first. */
export function nobodysLabel(levels: readonly string[]): Label {
  return { level: levels.at(-1)!, compartments: [], allow: [], deny: [] }
}

/** A map, because an object would have a level for a classification called `constructor`. */
function wordsOf(levels: readonly string[], classifications: Readonly<Record<string, string>>) {
  const words = new Map(levels.map((level) => [level, level]))
  for (const [word, level] of Object.entries(classifications)) {
    if (!levels.includes(level)) throw unknownLevel(levels, level, ' in the classifications')
    if ((words.get(word) ?? level) !== level) {
      throw new FirewallError('option-invalid', `the classification${quoteWord(word)} renames another level`)
    }
    words.set(word, level)
  }
  return words
}

function unknownWord(levels: readonly string[], words: ReadonlyMap<string, string>, word: string) {
  const plain = unknownLevel(levels, word)
  const close = nearest(word, words.keys())
  if (close === undefined || levels.includes(close)) return plain
  return new FirewallError('level-unknown', plain.message, {
    help: `${plain.help}; did you mean \`${close}\`?`,
  })
}

const ACL_KEYS = ['allow', 'deny', 'classification', 'compartments']

/**
 * Connectors are other people's code: what they hand over is checked as if it came from outside. Throws
 * `label-missing`, `acl-invalid`.
 */
export function checkAcl(acl: unknown, known?: ReadonlySet<string>): asserts acl is Acl {
  if (typeof acl !== 'object' || acl === null || isBlank(acl)) {
    throw new FirewallError('label-missing', 'the document has no access control list', {
      help: 'a document without permissions is refused, never public; let the source state who may read it',
    })
  }
  checkEntries(acl, known)
}

const CONTAINER_KEYS = ['parent', 'inherit', ...ACL_KEYS]

/** Throws `acl-invalid`. */
function checkContainer(
  given: unknown,
  known: ReadonlySet<string> | undefined,
): asserts given is ContainerPermissions {
  if (typeof given !== 'object' || given === null)
    throw invalid('the permissions of a container are not an object')
  const unknown = Object.keys(given).find((key) => !CONTAINER_KEYS.includes(key))
  if (unknown !== undefined) throw invalid(`a container has an unknown member${quoteWord(unknown)}`)
  const { parent, inherit, allow = [], deny = [], ...rest } = given as Record<string, unknown>
  if (
    parent !== undefined &&
    (typeof parent !== 'string' || parent === '' || parent.length > LIMITS.idLength)
  )
    throw invalid('`parent` of a container is not an id')
  if (inherit !== undefined && typeof inherit !== 'boolean')
    throw invalid('`inherit` of a container is not true or false')
  checkEntries({ ...rest, allow, deny }, known)
}

/** The same for a list that only adds to another, and may say nothing. Throws `acl-invalid`. */
function checkEntries(acl: object, known?: ReadonlySet<string>): asserts acl is Acl {
  const unknown = Object.keys(acl).find((key) => !ACL_KEYS.includes(key))
  if (unknown !== undefined)
    throw invalid(`an access control list has an unknown member${quoteWord(unknown)}`)
  const { allow, deny, classification, compartments = [] } = acl as Record<string, unknown>
  checkIds(allow, 'allow')
  checkIds(deny, 'deny')
  if (allow.length + deny.length > LIMITS.aclEntries) {
    throw invalid(
      `an access control list has more than ${LIMITS.aclEntries} entries`,
      'name groups instead of people',
    )
  }
  if (classification !== undefined && typeof classification !== 'string')
    throw invalid('a classification is not a word')
  checkCompartments(compartments, known)
}

function isBlank(acl: object): boolean {
  const { allow, deny, classification } = acl as Record<string, unknown>
  const nothing = (list: unknown) => list === undefined || (Array.isArray(list) && list.length === 0)
  return nothing(allow) && nothing(deny) && (classification === undefined || classification === '')
}

function checkIds(value: unknown, list: string): asserts value is string[] {
  if (!Array.isArray(value)) throw invalid(`the ${list} list of an access control list is not a list`)
  for (const id of value) {
    if (id !== ANYONE && idKind(id) === undefined) {
      throw invalid(
        `the ${list} list of an access control list has an entry that is not a typed id`,
        'entries read `user:alice`, `group:sales`, `service:reports` or `*`',
      )
    }
  }
}

function checkCompartments(value: unknown, known: ReadonlySet<string> | undefined): void {
  if (!Array.isArray(value) || value.length > LIMITS.aclEntries)
    throw invalid('the compartments are not a list')
  for (const name of value) {
    if (typeof name !== 'string' || name === '' || name.length > LIMITS.idLength) {
      throw invalid('a compartment is not a name')
    }
    if (known !== undefined && !known.has(name)) {
      const close = nearest(name, known)
      const help = `compartments are ${[...known].map((one) => `\`${one}\``).join(', ')}`
      throw invalid(
        `unknown compartment${quoteWord(name)}`,
        close === undefined ? help : `${help}; did you mean \`${close}\`?`,
      )
    }
  }
}

function invalid(message: string, help?: string): FirewallError {
  return new FirewallError('acl-invalid', message, help === undefined ? {} : { help })
}
