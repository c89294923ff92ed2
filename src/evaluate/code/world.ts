import { isLeak } from '../../core/leak.js'
import { parseServicePolicy } from '../../core/policy-schema.js'
import type { Principal, SourceDocument } from '../../core/types.js'
import { createFirewall, type Firewall } from '../../firewall/firewall.js'
import { seededKey } from '../sandbox.js'
import { judgeAnswer } from '../verdicts.js'

export const STRANGER: Principal = {
  id: 'user:stranger',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}
export const READER: Principal = { ...STRANGER, id: 'user:reader', groups: ['group:engineers'] }

/** A firewall that protects these source files, for the length of some work. */
export async function withFiles<Result>(
  documents: readonly Pick<SourceDocument, 'id' | 'text' | 'license'>[],
  seed: string,
  work: (firewall: Firewall) => Promise<Result>,
): Promise<Result> {
  const firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    evidenceKey: seededKey(seed),
    services: [parseServicePolicy({ name: 'reuse', licenses: ['0BSD'] }, 'eval code')],
    // Each answer is judged by itself.
    sharedPrincipals: [STRANGER.id, READER.id],
  })
  try {
    await firewall.apply(
      documents.map((document) => ({
        kind: 'upsert',
        document: {
          uri: `file:${document.id}`,
          kind: 'code',
          acl: { allow: [READER.groups[0]!], deny: [], classification: 'internal' },
          ...document,
        },
        cursor: '',
      })),
    )
    return await work(firewall)
  } finally {
    await firewall.close()
  }
}

export async function caught(
  firewall: Firewall,
  answer: string,
): Promise<{ caught: boolean; byShape: boolean }> {
  const { fate, findings } = await judgeAnswer(firewall, answer, { principal: STRANGER })
  const leaks = findings.filter((one) => one.kind === 'verbatim' && isLeak(one))
  return {
    caught: fate === 'refused' || leaks.length > 0,
    byShape: leaks.some((one) => one.kind === 'verbatim' && one.view === 'code'),
  }
}

export async function isCaught(firewall: Firewall, answer: string): Promise<boolean> {
  return (await caught(firewall, answer)).caught
}
