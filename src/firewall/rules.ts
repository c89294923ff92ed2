import { type FirewallError, toFirewallError } from '../core/errors.js'
import type { ServicePolicyInput } from '../core/policy-schema.js'
import type { Recognizer } from '../core/ports.js'

/** What an operator may change while the firewall runs. */
export interface Rules {
  readonly services: readonly ServicePolicyInput[]
  readonly recognizers: readonly Recognizer[]
}

/** Where they come from. */
export interface RulesSource {
  /** Whether they may differ from what was read last; asked before each call, so it is cheap. */
  changed(): boolean
  /** Throws for what does not hold. */
  read(): Rules
}

/** Rules that are followed: read again when they change, put in force in one step, or left as they were. */
export interface RulesFollower {
  /** Before each call. Never throws: what became bad leaves in force what was. */
  follow(): Promise<void>
  /** At once, whether or not they seem changed. Throws what is wrong with them; what was stays in force. */
  reload(): Promise<void>
  /** Why the newest rules are not in force; undefined when they are. */
  readonly trouble: string | undefined
}

/** `install` makes everything of the new rules before it puts anything in force. */
export function followRules(
  source: RulesSource | undefined,
  install: (rules: Rules) => Promise<void>,
  onNotice?: (notice: string) => void,
): RulesFollower {
  let trouble: FirewallError | undefined
  let running: Promise<void> | undefined

  async function load(): Promise<void> {
    if (source === undefined) return
    try {
      await install(source.read())
      if (trouble !== undefined) onNotice?.('the rules on disk hold again and are in force')
      trouble = undefined
    } catch (error) {
      trouble = toFirewallError(error, 'policy-invalid', 'the rules on disk cannot be used')
      onNotice?.(`${trouble.message}; what was in force before stays in force`)
    }
  }

  /** One after the other: a slow reading must not put older rules in force behind newer ones. */
  function inTurn(): Promise<void> {
    const next = (running ?? Promise.resolve()).then(load)
    running = next
    return next.finally(() => {
      if (running === next) running = undefined
    })
  }

  return {
    async follow() {
      if (source?.changed() === true) await inTurn()
      else if (running !== undefined) await running
    },
    async reload() {
      source?.changed()
      await inTurn()
      if (trouble !== undefined) throw trouble
    },
    get trouble() {
      return trouble === undefined ? undefined : `${trouble.message}; what was in force before stays in force`
    },
  }
}
