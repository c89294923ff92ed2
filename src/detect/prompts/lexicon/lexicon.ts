/**
 * What the frames (`frames/`) are written in: kinds of words, the same in every language. A language is a list of
 * words for each; grammar that differs between languages (order, endings, what is left out) is not needed for them.
 */
export const CONCEPTS = [
  /** Telling, showing, writing down. */
  'tell',
  /** Saying it again as it stands. */
  'again',
  /** Another form of the same: translation, poem, code. */
  'turn',
  /** Asking what something is or says. */
  'ask',
  /** The one who is spoken to, as owner or as the one it was done to: *your*, *you were*, *told you*. */
  'your',
  /** What only an assistant has: system prompt, developer message, context window. */
  'own',
  /** What an assistant may have as others have it too: instructions, rules, a note. */
  'rules',
  /** Was given, told, ordered, governs, set up. */
  'given',
  /** What stands before: above, earlier in this conversation. */
  'above',
  /** Whole, word for word. */
  'whole',
  /** Documents, passages, files. */
  'material',
  /** Were retrieved, are in the context, are held. */
  'held',
  /** Another user, the customer before. */
  'others',
  /** What others leave: chats, sessions, questions, entries. */
  'session',
  /** Training and its data. */
  'trained',
  /** Stands in, was part of. */
  'member',
  /** Going on with a text. */
  'complete',
  /** The end of a fragment that asks for a value: *amounts to*. */
  'value',
  /** Not following, taking away, being void. */
  'ignore',
  /** Before, all, existing. */
  'earlier',
  /** Safeguards, filters, limits. */
  'safety',
  /** Having none of them. */
  'free',
  /** Playing a part, telling a story. */
  'persona',
  /** A state without rules. */
  'mode',
  /** Beginning with. */
  'open',
  /** The answer. */
  'reply',
  /** Words of consent. */
  'accept',
  /** Without refusal, warning, apology. */
  'comply',
  /** Who claims a right. */
  'authority',
  /** What leaves no time. */
  'urgent',
  /** Doing what a text says. */
  'obey',
  /** Turning a code into text. */
  'decode',
  /** Putting pieces together. */
  'join',
  /** What is refused otherwise, or must not be told. */
  'denied',
  /** Speaking about it: how to, attack, example, classify. */
  'about',
  /** Others' own: my, our, the company's. */
  'mine',
  /** Behind a rule: what it is for. */
  'topic',
  /** A model in the third person: assistants, AI, bot. */
  'model',
] as const
export type Concept = (typeof CONCEPTS)[number]

export interface Lexicon<Kind extends string = Concept> {
  readonly language: string
  /**
   * `word`: whole words, `x*` any ending. `stem`: every word with any ending. `anywhere`: no spaces between words, or
   * endings and articles on both sides.
   */
  readonly match: 'word' | 'stem' | 'anywhere'
  /** By concept, separated by `|`. */
  readonly words: Readonly<Partial<Record<Kind, string>>>
}
