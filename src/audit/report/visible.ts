/**
 * An id with nothing in it that cannot be seen: control characters, direction marks, line separators and lone
 * surrogates stand as `\\u{…}`, so that no id looks like another one or breaks out of its line.
 */
export function visible(id: string): string {
  return id.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
}
