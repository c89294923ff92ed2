import type { LeakReport } from '../../core/types.js'
import { PHRASES } from './phrases.js'

/** What must not have happened: by name for who builds on a report, each with what is said where it did. */
export interface Condition {
  /** As a build server shows it. */
  readonly name: string
  /** What happened, in one line; undefined where it did not. */
  readonly failure: (report: LeakReport) => string | undefined
}

const { figure, fault } = PHRASES.en

const none = (what: string, count: number) => (count === 0 ? undefined : `${what}: ${count}`)

/** Of every report. */
const ALWAYS = {
  released: {
    name: 'no leak went out',
    failure: ({ released }) => none('leaks that went out', released),
  },
  journal: {
    name: 'the audit journal is intact',
    failure: ({ chain }) => (chain.intact ? undefined : fault(chain.brokenAt, chain.why)),
  },
  unscanned: {
    name: 'nothing went out unscanned',
    failure: ({ unscanned }) => none(figure.unscanned, unscanned),
  },
  incident: { name: 'no incident', failure: ({ incidents }) => none(figure.incidents, incidents) },
  interrupted: {
    name: 'no check was interrupted',
    failure: ({ interrupted }) => none(figure.interrupted, interrupted),
  },
  failure: { name: 'no outage', failure: ({ failures }) => none(figure.failures, failures) },
  refused: {
    name: 'every document could be taken',
    failure: ({ refused }) => none('documents refused', refused.length),
  },
} as const satisfies Record<string, Condition>

/** Those that hold for everybody: what build servers are shown. */
export const CONDITIONS: readonly Condition[] = Object.values(ALWAYS)

/** All that a report can be failed on. */
export const FAIL_ON = {
  ...ALWAYS,
  leak: {
    name: 'no leak but false alarms',
    failure: ({ leaks, markedWrong }) => none('leaks', leaks - markedWrong),
  },
  'open-case': {
    name: 'every case is decided',
    failure: ({ cases }) => none('open cases', cases.filter(({ state }) => state === 'open').length),
  },
  worse: {
    name: 'no more leaks than before',
    failure: ({ leaks, previous }) =>
      previous === undefined
        ? undefined
        : none('leaks more than before', Math.max(0, leaks - previous.leaks)),
  },
} as const satisfies Record<string, Condition>

export type FailOn = keyof typeof FAIL_ON
