import fc from 'fast-check'
import type { Acl, Principal, SourceChange, SourceDocument } from '../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../src/firewall/firewall.js'

/**
 * Small worlds for the laws: documents made of sentences from one pool, so that permitted and forbidden
 * documents share text, under permissions from a few groups, levels, compartments and denials.
 */
export const LEVELS = ['public', 'internal', 'secret'] as const

export const SENTENCES = [
  'The quarterly margin of the northern depots fell to four percent after the second audit.',
  'Staff may carry over at most five days of unused leave into the first quarter.',
  'The merger with the harbour operator will be announced on the ninth of October.',
  'Every visitor signs the register at the front desk and wears a badge at all times.',
  'Refunds above two hundred euros need the written consent of a second manager.',
  'Our supplier agreed to a discount of eleven percent in return for exclusivity.',
  'The incident began when a certificate expired on the internal gateway at midnight.',
  'Passwords are rotated whenever a colleague leaves the operations team.',
  '年次有給休暇は入社から六か月後に十日付与され、翌年度まで繰り越すことができます。',
  '取締役会は来年四月に地方支社三か所を統合する計画を非公開で承認しました。',
  '出張の宿泊費は一泊につき一万二千円を上限とし、領収書の提出が必要です。',
  '顧客からの苦情は二営業日以内に一次回答を行い、記録を残さなければなりません。',
] as const

export const VALUES = [
  'mika@example.com',
  '090-1234-5678',
  '4000 1234 5678 9017',
  '+44 20 7856 0958',
  'Priya Raghunathan',
  'Ms Raghunathan',
  '$1,284,350',
  'ninety-five thousand dollars',
  'on 1 April 2031',
  '2031年4月1日',
  '山田太郎さん',
  'ending in 4417',
] as const

const GROUPS = ['group:eng', 'group:hr', 'group:sales'] as const
const COMPARTMENTS = ['merger', 'payroll'] as const

export const principals: readonly Principal[] = [
  { id: 'user:ada', groups: ['group:eng'], clearance: { level: 'internal', compartments: [] } },
  { id: 'user:Ada', groups: ['group:hr'], clearance: { level: 'secret', compartments: ['payroll'] } },
  {
    id: 'user:ken',
    groups: ['group:sales', 'group:eng'],
    clearance: { level: 'secret', compartments: ['merger'] },
  },
  { id: 'user:guest', groups: [], clearance: { level: 'public', compartments: [] } },
]

export const principalArbitrary = fc.constantFrom(...principals)

export const aclArbitrary: fc.Arbitrary<Acl> = fc.record({
  allow: fc.oneof(
    { weight: 1, arbitrary: fc.constant(['*']) },
    {
      weight: 3,
      arbitrary: fc.subarray([...GROUPS, 'user:ada', 'user:Ada'], { minLength: 1, maxLength: 2 }),
    },
  ),
  deny: fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constant(['user:ken']) },
  ),
  classification: fc.constantFrom(...LEVELS),
  compartments: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...COMPARTMENTS], { minLength: 1, maxLength: 1 }) },
  ),
})

/** Sentences and values in any order; at least one sentence. */
export const textArbitrary = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SENTENCES) },
      { weight: 1, arbitrary: fc.constantFrom(...VALUES) },
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(' '))

export const documentArbitrary: fc.Arbitrary<Omit<SourceDocument, 'id'>> = fc.record({
  uri: fc.constant('test:world'),
  title: fc.constantFrom('Notes', ...SENTENCES),
  text: textArbitrary,
  acl: aclArbitrary,
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('knowledge' as const) },
    { weight: 1, arbitrary: fc.constant('training' as const) },
  ),
})

export const corpusArbitrary = fc.array(documentArbitrary, { minLength: 1, maxLength: 8 }).map((documents) =>
  documents.map((document, i) => ({
    ...document,
    id: `doc-${i}`,
    retrievable: document.kind !== 'training',
  })),
)

/** The same with a document that everybody may read, so that there is something to retrieve. */
export const readableCorpusArbitrary = fc
  .tuple(corpusArbitrary, documentArbitrary)
  .map(([corpus, document]) => [
    ...corpus,
    {
      ...document,
      id: 'doc-readable',
      kind: 'knowledge' as const,
      retrievable: true,
      acl: { allow: ['*'], deny: [], classification: 'public' },
    },
  ])

export function upserts(documents: readonly SourceDocument[]): SourceChange[] {
  return documents.map((document) => ({ kind: 'upsert', document, cursor: '' }))
}

/** The oracle of the laws: reads the ACL itself, with none of the code under test. */
export function mayRead(principal: Principal, { acl }: Pick<SourceDocument, 'acl'>): boolean {
  const ids = new Set([principal.id, ...principal.groups])
  const rank = (level: string) => LEVELS.indexOf(level as (typeof LEVELS)[number])
  return (
    rank(principal.clearance.level) >= rank(acl.classification ?? 'secret') &&
    (acl.compartments ?? []).every((name) => principal.clearance.compartments.includes(name)) &&
    !acl.deny.some((id) => ids.has(id)) &&
    acl.allow.some((id) => id === '*' || ids.has(id))
  )
}

export async function withFirewall<Result>(
  documents: readonly SourceDocument[],
  work: (firewall: Firewall) => Promise<Result>,
  options: Partial<FirewallOptions> = {},
): Promise<Result> {
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: 'memory',
    // Each answer is judged by itself, or within its session.
    sharedPrincipals: principals.map(({ id }) => id),
    ...options,
  })
  try {
    await firewall.apply(upserts(documents))
    return await work(firewall)
  } finally {
    await firewall.close()
  }
}

/** Cuts a text at the given fractions of its length. */
export function cut(text: string, fractions: readonly number[]): string[] {
  const places = [...new Set(fractions.map((fraction) => Math.floor(fraction * text.length)))].sort(
    (a, b) => a - b,
  )
  return [...places, text.length].map((place, i) => text.slice(i === 0 ? 0 : places[i - 1], place))
}

export async function* streamOf(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces
}

export async function collect(stream: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of stream) text += piece
  return text
}
