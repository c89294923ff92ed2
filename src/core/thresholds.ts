/**
 * From when on something is a finding. Defaults that several rooms go by stand here, each with its unit and
 * its reason; a number that one detector alone goes by stands beside it. What stops something is in `limits.ts`.
 *
 * *Folded bytes* are UTF-8 bytes of the match-folded text (`text/fold.ts`): letters and digits, nothing else
 * (docs/decisions.md#unit-of-length).
 */

/**
 * L of an index, folded bytes: every common run this long is found. Eight to ten English words: what is
 * shorter two people write alike.
 */
export const GUARANTEED_BYTES = 39

/** L of the strict profile, folded bytes. No threshold may promise more than the strictest index finds. */
export const STRICT_GUARANTEED_BYTES = 35

/** Defaults of a service's `thresholds`; the policy schema has their bounds. */
export const DEFAULT_THRESHOLDS = {
  /** T: a run of so many folded bytes is a finding. As short as the index promises to find it. */
  verbatimBytes: GUARANTEED_BYTES,
  /** T where the text is mostly Chinese, Japanese or Korean: 39 bytes are 13 characters there, which chance reaches. */
  verbatimBytesCjk: 48,
  /** Personal data below this score, 0 to 1, is no finding. What recognizers give less is found by those who ask for it. */
  minScore: 0.5,
  /** A verbatim leak of so many words blocks: what is left of an answer without a paragraph of it is no answer. */
  blockWords: 50,
  /** So do verbatim leaks that make up this share of the answer, 0 to 1, judged when it is complete. */
  blockShare: 0.2,
  /**
   * A run of so many folded bytes of a forbidden document (CJK: twice as many), pasted into a prompt, is a probe.
   * A question borrows words from what it asks about, a probe pastes a passage of it: of 487 English questions
   * about a document one in a hundred shares more, of 2,174 Japanese ones one in thirty shares twice as much.
   */
  probeBytes: 72,
  /** The longest run, in folded bytes, that `rarity` may spare. Some twenty-five words: a footer's sentence, not a memo. */
  commonBytes: 120,
  /**
   * Exact runs that source files alone hold are spared below this length, folded bytes, an exception to law 3: a few
   * lines of code are how the language is written. Longer ones, and what is like a file, are findings.
   */
  codeBytes: 150,
  /** Copied code is a finding from this weight on (`CodeMatch`): some ten lines beyond what two people write alike. */
  codeWeight: 24,
  /** And from this score on: so much, 0 to 1, of that part of the source must be there. */
  codeScore: 0.97,
} as const

/** The shortest and the longest window of a run, folded bytes, where a service does not set T. */
export const SHORTEST_WINDOW = Math.min(DEFAULT_THRESHOLDS.verbatimBytes, DEFAULT_THRESHOLDS.verbatimBytesCjk)
export const LONGEST_WINDOW = Math.max(DEFAULT_THRESHOLDS.verbatimBytes, DEFAULT_THRESHOLDS.verbatimBytesCjk)

/** The thresholds of one service. */
export type Thresholds = Readonly<Record<keyof typeof DEFAULT_THRESHOLDS, number>>

/**
 * From how many unreadable documents, under how many labels, a phrase is common property
 * (docs/decisions.md#verbatim-leaks-and-rarity).
 */
export interface Rarity {
  readonly documents: number
  readonly labels: number
}

/** Ten documents under three labels: a footer or a form, which no one of them keeps secret. */
export const DEFAULT_RARITY: Rarity = { documents: 10, labels: 3 }
