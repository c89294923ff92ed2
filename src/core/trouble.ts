import type { Alarm } from './types.js'

/** Something that works worse than it should while the service runs. */
export interface Trouble {
  /** For dashboards and strangers: stable, and nothing of this installation in it. */
  readonly what:
    | 'store'
    | 'journal'
    | 'switched-off'
    | 'draining'
    | 'rules'
    | 'principals'
    | 'api-keys'
    | 'identity-provider'
    | 'certificate'
    | 'embedder'
    | 'sync'
    | 'output'
    | Alarm['what']
  /** For the operator: one sentence without content of any document. */
  readonly message: string
}
