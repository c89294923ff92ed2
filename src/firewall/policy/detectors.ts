import type { SecretKey } from '../../core/digest.js'
import type { ServicePolicyFile } from '../../core/policy-schema.js'
import type {
  Analyzer,
  AnalyzerPlace,
  Detector,
  FingerprintStore,
  FoldedText,
  Recognizer,
  Store,
} from '../../core/ports.js'
import { DEFAULT_RARITY } from '../../core/thresholds.js'
import { createAnalyzerDetector } from '../../detect/analyzers/index.js'
import {
  createAcrossTurnsDetector,
  createCodeDetector,
  createLicenseDetector,
  createNearVerbatimDetector,
  createProbeDetector,
  createVerbatimDetector,
  shareSearches,
} from '../../detect/copies/index.js'
import { createEnumerationDetector } from '../../detect/enumerations/index.js'
import { createFormDetector, createHiddenTextDetector } from '../../detect/forms/index.js'
import { createGroundingDetector, createMentions } from '../../detect/grounding/index.js'
import {
  createForbiddenWordDetector,
  createMachineMadeDetector,
  createRequestDetector,
} from '../../detect/prompts/index.js'
import { chooseRecognizers, createPersonalDataDetector } from '../../detect/values/index.js'
import { looksAt } from './analyzers.js'
import type { Service } from './service.js'

/**
 * What each door of a service runs. A new detector is a file in `detect/` and a row of `DETECTORS`; its
 * thresholds are lines of `core/thresholds.ts`, what else a service says of it is a key of the policy schema.
 */
export interface DetectorContext {
  readonly store: Pick<Store, 'fingerprints' | 'documents' | 'values' | 'terms' | 'code'>
  readonly recognizers: readonly Recognizer[]
  readonly valueKey: SecretKey
  readonly termKey: SecretKey
  readonly analyzers?: readonly Analyzer[]
  /** What everybody may have. */
  readonly background?: readonly FoldedText[]
}

type DoorName = 'check' | 'inspect'

/** What detectors are made from: the service's policy with its defaults filled in, and what the firewall has. */
interface Parts extends Required<Omit<DetectorContext, 'store'>> {
  readonly policy: ServicePolicyFile
  readonly store: Omit<DetectorContext['store'], 'fingerprints'>
  readonly fingerprints: FingerprintStore
  readonly thresholds: Service['thresholds']
  /** Handed on as the policy has it: without it a detector's own default holds. */
  readonly rarity: Pick<ServicePolicyFile, 'rarity'>
  readonly quotation: { readonly bytes: number; readonly attribution: boolean }
  /** Whether a detector reads the text in views of its own besides. A form is one already, and is read in others. */
  readonly views?: false
}

interface DetectorRow {
  readonly name: string
  readonly doors: readonly DoorName[]
  /** It also looks at every form that an answer may be read in. */
  readonly readsForms?: true
  /** Makes it; nothing where the service or its store gives it nothing to look for. */
  readonly make: (parts: Parts) => Detector | readonly Detector[] | undefined
}

/** In the order in which a door runs them. Findings of one place are told in this order. */
export const DETECTORS: readonly DetectorRow[] = [
  {
    name: 'personal-data',
    doors: ['check'],
    readsForms: true,
    make: ({ recognizers, store: { values }, valueKey, thresholds: { minScore }, views = true }) =>
      createPersonalDataDetector({ recognizers, values, key: valueKey, minScore, views }),
  },
  {
    // Where the store keeps terms.
    name: 'grounding',
    doors: ['check'],
    readsForms: true,
    make: ({ store: { terms }, termKey }) => terms && createGroundingDetector({ terms, key: termKey }),
  },
  {
    name: 'verbatim',
    doors: ['check'],
    readsForms: true,
    make: ({ store: { documents }, fingerprints, thresholds, rarity, background, views = true }) =>
      createVerbatimDetector({ fingerprints, documents, thresholds, ...rarity, background, views }),
  },
  {
    name: 'forms',
    doors: ['check'],
    make: (parts) =>
      createFormDetector(
        DETECTORS.filter(({ readsForms }) => readsForms).flatMap(
          ({ make }) => make({ ...parts, views: false }) ?? [],
        ),
      ),
  },
  {
    name: 'near-verbatim',
    doors: ['check'],
    make: ({ store: { documents }, fingerprints, thresholds: { verbatimBytes }, rarity, background }) =>
      createNearVerbatimDetector({ fingerprints, documents, verbatimBytes, ...rarity, background }),
  },
  {
    // Unless the service says that answers of a session do not add up.
    name: 'across-turns',
    doors: ['check'],
    make: ({ policy, store: { documents }, fingerprints, thresholds, rarity, background }) =>
      policy.acrossTurns
        ? createAcrossTurnsDetector({ fingerprints, documents, thresholds, ...rarity, background })
        : undefined,
  },
  {
    // Where the store keeps code.
    name: 'code',
    doors: ['check'],
    make: ({ policy: { licenses }, store: { code, documents }, thresholds, quotation }) =>
      code &&
      createCodeDetector({
        code,
        documents,
        thresholds: { weight: thresholds.codeWeight, score: thresholds.codeScore },
        ...(licenses === undefined ? {} : { reuse: { licenses, quotation } }),
      }),
  },
  {
    // Where the service says under which terms text may be reused.
    name: 'license',
    doors: ['check'],
    make: ({ policy: { licenses, rarity }, store: { documents }, fingerprints, thresholds, quotation }) =>
      licenses &&
      createLicenseDetector({
        fingerprints,
        documents,
        licenses,
        quotation,
        lengths: { plain: thresholds.verbatimBytes, cjk: thresholds.verbatimBytesCjk },
        commonDocuments: rarity === false ? false : (rarity ?? DEFAULT_RARITY).documents,
        commonBytes: thresholds.commonBytes,
        codeBytes: thresholds.codeBytes,
      }),
  },
  {
    name: 'probe',
    doors: ['inspect'],
    make: ({ store: { documents }, fingerprints, thresholds: { probeBytes }, rarity }) =>
      createProbeDetector(
        createVerbatimDetector({
          fingerprints,
          documents,
          thresholds: { verbatimBytes: probeBytes, verbatimBytesCjk: 2 * probeBytes },
          ...rarity,
        }),
      ),
  },
  {
    name: 'hidden-text',
    doors: ['check', 'inspect'],
    make: () => createHiddenTextDetector(),
  },
  {
    name: 'enumerations',
    doors: ['check'],
    make: ({ store: { terms }, termKey }) =>
      createEnumerationDetector(terms === undefined ? {} : createMentions(terms, termKey)),
  },
  {
    name: 'disclosure',
    doors: ['inspect'],
    make: ({ policy: { prompts } }) =>
      prompts.layers.includes('disclosure')
        ? createRequestDetector({ layer: 'disclosure', except: prompts.except })
        : undefined,
  },
  {
    name: 'override',
    doors: ['inspect'],
    make: ({ policy: { prompts } }) =>
      prompts.layers.includes('override')
        ? createRequestDetector({ layer: 'override', except: prompts.except })
        : undefined,
  },
  {
    name: 'machine-made',
    doors: ['inspect'],
    make: ({ policy: { prompts } }) =>
      prompts.layers.includes('machine-made') ? createMachineMadeDetector() : undefined,
  },
  {
    // Where the service forbids any.
    name: 'forbidden-words',
    doors: ['check', 'inspect'],
    make: ({ policy: { forbidden } }) =>
      forbidden.length === 0 ? undefined : createForbiddenWordDetector(forbidden),
  },
  // One for each that the configuration names for such texts, under its own name.
  { name: 'analyzers of answers', doors: ['check'], make: (parts) => analyzersAt('answers', parts) },
  { name: 'analyzers of prompts', doors: ['inspect'], make: (parts) => analyzersAt('prompts', parts) },
]

/** What each door of a service runs. */
export function detectorsFor(
  policy: ServicePolicyFile,
  { thresholds }: Service,
  context: DetectorContext,
): Readonly<Record<DoorName, readonly Detector[]>> {
  const { rarity, locales, licenses, quotation } = policy
  const { fingerprints } = context.store
  const parts: Parts = {
    ...context,
    // Verbatim runs and reuse rights look the same text up: it is searched once for both.
    fingerprints: licenses === undefined ? fingerprints : shareSearches(fingerprints),
    recognizers: chooseRecognizers(
      context.recognizers.filter((recognizer) => asksFor(policy, recognizer)),
      locales === undefined ? {} : { locales },
    ),
    analyzers: context.analyzers ?? [],
    background: context.background ?? [],
    policy,
    thresholds,
    rarity: rarity === undefined ? {} : { rarity },
    quotation: quotation === false ? { bytes: 0, attribution: true } : quotation,
  }
  const check: Detector[] = []
  const inspect: Detector[] = []
  for (const { doors, make } of DETECTORS) {
    const made = make(parts)
    if (made === undefined) continue
    if (doors.includes('check')) check.push(...[made].flat())
    if (doors.includes('inspect')) inspect.push(...[made].flat())
  }
  return { check, inspect }
}

/** Whether a service wants what this recognizer finds: what is common only when it is named. */
export function asksFor({ entities, actions }: ServicePolicyFile, { entity, common }: Recognizer): boolean {
  if (entities?.includes(entity) === true) return true
  return entities === undefined && (common !== true || Object.hasOwn(actions, entity))
}

function analyzersAt(
  place: Extract<AnalyzerPlace, 'answers' | 'prompts'>,
  { analyzers, store: { values }, valueKey, thresholds, policy: { entities } }: Parts,
): readonly Detector[] {
  return analyzers
    .filter((analyzer) => looksAt(analyzer, place))
    .map((analyzer) =>
      createAnalyzerDetector({
        analyzer,
        values,
        key: valueKey,
        minScore: thresholds.minScore,
        prompts: place === 'prompts',
        ...(entities === undefined ? {} : { entities }),
      }),
    )
}
