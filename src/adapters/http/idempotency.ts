import { createHash } from 'node:crypto'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

interface Remembered {
  readonly body: string
  readonly time: number
  readonly answer: Promise<unknown>
}

/**
 * Answers by the key that a client gave its request (`Idempotency-Key`, IETF draft-ietf-httpapi-idempotency-key-header):
 * a request that is sent again, because its answer was lost, is answered as the first was and not done twice. They
 * are remembered by the process that writes, for `LIMITS.idempotencyTtl`, the newest `LIMITS.idempotencyKeys`.
 */
export class IdempotentAnswers {
  readonly #answers = new Map<string, Remembered>()

  /** What `work` gives, now or the first time. Throws `request-invalid` for a key that came with another request. */
  once(subject: string, key: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const name = JSON.stringify([subject, key])
    const body = createHash('sha256').update(request).digest('base64')
    const known = this.#answers.get(name)
    if (known !== undefined && Date.now() - known.time < LIMITS.idempotencyTtl) {
      if (known.body === body) return known.answer
      throw new FirewallError('request-invalid', 'this idempotency key came with another request', {
        help: 'make a new key for each request, and keep it for repeats of that request alone',
      })
    }
    const answer = work()
    this.#answers.delete(name)
    this.#answers.set(name, { body, time: Date.now(), answer })
    // What failed may be tried again.
    answer.catch(() => this.#answers.delete(name))
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= LIMITS.idempotencyKeys) break
      this.#answers.delete(oldest)
    }
    return answer
  }
}
