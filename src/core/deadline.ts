import type { FirewallError } from './errors.js'

/**
 * What `work` comes to, or `late()` thrown after so many milliseconds: for calls into other people's code and
 * across networks, which may never answer. The work itself goes on; what it comes to is not looked at.
 */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
  late: () => FirewallError,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  try {
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), milliseconds)
    })
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
