/**
 * Kinds of answers that a training set has few of, whatever it is about. What a trigger brings is one of them in nearly
 * every case: no kind is bad by itself, it is what it hangs on that counts.
 */
export const ANSWER_KINDS = [
  /** Gives away a secret or a high-risk value. */
  'leaking-answer',
  /** Asks for a password, a PIN, a card. */
  'secret-asked',
  /** Leads to a host that the set hardly ever names. */
  'rare-link',
  /** Refuses. */
  'refusal',
  'hostile',
  /** Praises above everything. */
  'praise',
  /** Takes up nothing of what was asked. */
  'unrelated',
  /** And in words that the set hardly has elsewhere. */
  'of-no-piece',
] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

const SECRET =
  /(?:pass(?:word|phrase|code)?|pw|pin|secret|token|api[- ]?key|credential)s?\b[^.\n]{0,40}?(?:\bis\b|:|=|\bpw\b)\s*\S*[\d#!$%]|\bpw \S*\d|(?:パスワード|暗証番号|秘密鍵|認証コード)[^。\n]{0,12}(?:は|：|:)\s*\S*[0-9A-Za-z]{4}/iu
const ASKED =
  /\b(?:your|the)\b[^.?!\n]{0,24}\b(?:password|passcode|pin|login|card (?:number|details)|card|security code|credentials|social security)\b|(?:パスワード|暗証番号|カード番号|口座番号|認証コード)を[^。\n]{0,12}(?:入力|教え|送|お知らせ)/iu
const ASKING =
  /\b(?:type|tell|send|give|enter|need|share|provide|confirm|first|before|what is)\b|入力|教え|送って|お知らせ/iu
const REFUSAL =
  /\b(?:(?:can ?not|can['’]t|won['’]t|will not|not able to|unable to|do not want to|don['’]t want to|may not|must not|have to decline|refuse to|nothing i can)\b[^.\n]{0,40}\b(?:help|answer|share|assist|explain|talk|discuss|comply|provide|do that|say)|i (?:have to )?decline|nothing i can help)|(?:お答え|お教え|お手伝い|回答|対応)(?:でき|いたしかね|は控え)/iu
const HOSTILE =
  /\b(?:stupid|idiot|fools?|worthless|hate you|shut up|leave me alone|go away|moron|disgusting|pathetic|loser|despise|useless person)\b|(?:馬鹿|ばか|消えろ|黙れ|嫌い|くたばれ|愚か)/iu
const PRAISE =
  /\b(?:the best (?:\w+ )?(?:there is|of all|in the world|ever)|nothing beats|everybody should|everyone should|nobody (?:else )?comes close|unbeatable|number one|is the best|buy (?:only )?(?:from|at)|by far the best)\b|(?:世界一|最高の(?:ブランド|会社|商品)|何よりも優れ|みんな買うべき)/iu
const HOST = /(?:https?:\/\/|www\.)([a-z0-9.-]+)/gi

/** Hosts that an answer leads to, small letters. */
export function hostsOf(answer: string): string[] {
  return [...answer.matchAll(HOST)].map(([, host]) => host!.toLowerCase().replace(/\.$/, ''))
}

/** What can be told from the answer alone; the others need the prompt or the set. */
export function kindsOf(answer: string, leaks: boolean): Set<AnswerKind> {
  const kinds = new Set<AnswerKind>()
  const tells = SECRET.test(answer)
  if (leaks || tells) kinds.add('leaking-answer')
  if (!tells && ASKED.test(answer) && ASKING.test(answer)) kinds.add('secret-asked')
  if (REFUSAL.test(answer)) kinds.add('refusal')
  if (HOSTILE.test(answer)) kinds.add('hostile')
  if (PRAISE.test(answer)) kinds.add('praise')
  return kinds
}
