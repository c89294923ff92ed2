import type { Logger } from '../http/observe.js'
import type { Io } from './io.js'

/** One JSON object a line on standard error, as `pino` writes them; its level is `LOG_LEVEL`, default `info`. */
export async function createLogger(io: Io): Promise<Logger> {
  const { pino } = await import('pino')
  const { LOG_LEVEL: level = 'info' } = process.env
  const log = pino(
    { level: level in pino.levels.values ? level : 'info', timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => io.err(line) },
  )
  return {
    info: (fields, message) => log.info(fields, message),
    error: (fields, message) => log.error(fields, message),
  }
}
