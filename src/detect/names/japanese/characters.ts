/** Kinds of characters as Japanese mixes them. */
export const KIND = {
  other: 0,
  han: 1,
  hiragana: 2,
  katakana: 3,
  latin: 4,
  digit: 5,
  /** Between the parts of a foreign name. */
  joint: 6,
  space: 7,
  /** Nothing before or behind it matters: the end of a sentence, a line, the text. */
  wall: 8,
} as const

/** Kind of a UTF-16 code unit of surface-folded text; ideographs outside the basic plane count by their halves. */
export function kindOf(unit: number): number {
  if (unit >= 0x4e00 && unit <= 0x9fff) return KIND.han
  if (unit >= 0x3041 && unit <= 0x309f) {
    // Voicing marks that half-width katakana leave apart.
    return unit === 0x3099 || unit === 0x309a ? KIND.katakana : KIND.hiragana
  }
  if (unit === 0x30fb) return KIND.joint
  if (unit >= 0x30a1 && unit <= 0x30ff) return KIND.katakana
  if (unit < 0x80) {
    if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)) return KIND.latin
    if (unit >= 0x30 && unit <= 0x39) return KIND.digit
    if (unit === 0x20) return KIND.space
    if (unit === 0x3d) return KIND.joint
    if (unit === 0x0a || unit === 0x0d) return KIND.wall
    return KIND.other
  }
  if (unit === 0x3005 || unit === 0x3006 || unit === 0x3007) return KIND.han
  if ((unit >= 0x3400 && unit <= 0x4dbf) || (unit >= 0xf900 && unit <= 0xfaff)) return KIND.han
  if (unit >= 0xd840 && unit <= 0xdfff) return KIND.han
  if (unit === 0x3002) return KIND.wall
  if (unit >= 0xc0 && unit <= 0x24f) return KIND.latin
  return KIND.other
}

/** A character that a name may be made of by itself. */
export function isCore(kind: number): boolean {
  return kind === KIND.han || kind === KIND.katakana || kind === KIND.latin || kind === KIND.digit
}
