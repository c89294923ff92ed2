import { dispatchCustomEvent } from '@langchain/core/callbacks/dispatch'
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { Verdict } from '../../core/types.js'

/** The custom event by which callback handlers learn that an answer was not released as it was, and why. */
export const VERDICT_EVENT = 'ragwall.verdict'

/** What an application may show or log: no content, and nothing that names a source. */
export interface VerdictNotice {
  /** What happened to the answer. */
  readonly action: Verdict['action']
  /** Names the record to an auditor. */
  readonly receipt: string
  /** Kinds of findings, each once. */
  readonly kinds: readonly string[]
}

export async function announceVerdict(
  verdict: Verdict,
  to: CallbackManagerForLLMRun | Partial<RunnableConfig> | undefined,
): Promise<void> {
  if (verdict.action === 'release' || to === undefined) return
  const { action, receipt, findings } = verdict
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort()
  const notice: VerdictNotice = { action, receipt: receipt.id, kinds }
  if (isManager(to)) await to.handleCustomEvent(VERDICT_EVENT, notice, to.runId)
  else await dispatchCustomEvent(VERDICT_EVENT, notice, to as RunnableConfig)
}

function isManager(to: object): to is CallbackManagerForLLMRun {
  return 'handleCustomEvent' in to && 'runId' in to
}
