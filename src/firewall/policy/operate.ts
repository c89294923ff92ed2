import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import type { ServicePolicyFile } from '../../core/policy-schema.js'
import { compileOperator, createPseudonyms, type Operator, type Replace } from '../../detect/values/index.js'
import type { RedactedSpan } from './service.js'

type Operate = (span: RedactedSpan, conversation: string) => string | undefined
type PolicyOperator = ServicePolicyFile['operators'][string]

/**
 * The operators of a policy over redacted spans. A span that is one value gets the operator of its entity; one
 * in which several things overlap, or that is no value, gets none, and with it nothing that could be read or
 * turned back. Throws `key-missing` when an operator needs a key and there is none.
 */
export function compileOperators(
  { operators, name }: ServicePolicyFile,
  key: SecretKey | undefined,
): Operate {
  const compiled = new Map<string, (conversation: string) => Replace>()
  for (const [entity, operator] of Object.entries(operators)) {
    compiled.set(
      entity,
      compileFor(operator, () => key ?? missing(name)),
    )
  }
  return ({ text, names, value }, conversation) => {
    if (value === undefined || new Set(names).size > 1) return undefined
    const replace = compiled.get(value.entity) ?? compiled.get('default')
    return replace?.(conversation)({ ...value, text })
  }
}

function compileFor(operator: PolicyOperator, keyOf: () => SecretKey): (conversation: string) => Replace {
  if (operator.kind === 'pseudonym') {
    const key = keyOf()
    // Nobody turns a redacted value back, so nothing is remembered beyond the value at hand.
    return (conversation) => (value) =>
      createPseudonyms({ key: key.bytes, scope: keyedDigest(key, 'conversation', conversation) }).of(value)
  }
  const replace = compileOperator(withKey(operator, keyOf))
  return () => replace
}

function withKey(operator: Exclude<PolicyOperator, { kind: 'pseudonym' }>, keyOf: () => SecretKey): Operator {
  if (operator.kind === 'hash' || operator.kind === 'encrypt') return { ...operator, key: keyOf().bytes }
  return operator
}

function missing(name: string): never {
  throw new FirewallError('key-missing', `an operator of service ${name} needs a key`, {
    help: 'give the firewall an `evidenceKey`',
  })
}
