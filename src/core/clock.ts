/**
 * The time of day, milliseconds since the epoch, that never runs backwards within a process: a clock that is set
 * back would bring expired tokens to life again. One that is set forward is believed, and when it is corrected so is
 * this.
 */
export function steadyNow(): number {
  return Math.max(Date.now(), START + performance.now())
}

const START = Date.now() - performance.now()
