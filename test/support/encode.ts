/**
 * Text as bytes of an encoding that Node only decodes: its decoder turned round, over every one, two and four bytes.
 * Throws where the encoding cannot say a character.
 */
export function encodeAs(encoding: string, text: string): Uint8Array {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  if (encoding === 'iso-2022-jp') return encodeJis(text)
  const table = tableOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    const code = table.get(character)
    if (code === undefined)
      throw new RangeError(`${encoding} has no U+${character.codePointAt(0)?.toString(16)}`)
    bytes.push(...code)
  }
  return Uint8Array.from(bytes)
}

const tables = new Map<string, Map<string, readonly number[]>>()

function tableOf(encoding: string): Map<string, readonly number[]> {
  let table = tables.get(encoding)
  if (table !== undefined) return table
  table = new Map()
  const decoder = new TextDecoder(encoding, { fatal: true })
  const add = (...code: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(code))
      if ([...text].length === 1 && !table!.has(text)) table!.set(text, code)
    } catch {}
  }
  for (let lead = 0; lead < 256; lead++) add(lead)
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail)
  // Node 20 takes windows-1252 for Latin 1, where these are control characters.
  if (encoding === 'windows-1252')
    for (const [i, character] of [...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'].entries())
      if (character !== ' ') table.set(character, [0x80 + i])
  tables.set(encoding, table)
  return table
}

function encodeJis(text: string): Uint8Array {
  const bytes: number[] = []
  let wide = false
  for (const character of text) {
    const isWide = character > '\x7f'
    if (isWide !== wide) bytes.push(0x1b, ...(isWide ? [0x24, 0x42] : [0x28, 0x42]))
    wide = isWide
    const code = isWide ? encodeAs('euc-jp', character) : [character.charCodeAt(0)]
    bytes.push(...[...code].map((byte) => byte & 0x7f))
  }
  if (wide) bytes.push(0x1b, 0x28, 0x42)
  return Uint8Array.from(bytes)
}
