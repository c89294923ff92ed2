/**
 * Japanese syllables in kana and in Roman letters, for names. Hepburn is what passports print; Kunrei spellings
 * (`si`, `tu`, `zya`) and long vowels written out (`ou`, `oo`, `uu`) come to the same.
 */
const SYLLABLES =
  'アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto ナna ニni ヌnu ネne ノno ' +
  'ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo ンn ガga ギgi グgu ゲge ゴgo ' +
  'ザza ジji ズzu ゼze ゾzo ダda ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo キャkya キュkyu キョkyo ' +
  'シャsha シュshu ショsho チャcha チュchu チョcho ニャnya ニュnyu ニョnyo ヒャhya ヒュhyu ヒョhyo ミャmya ミュmyu ミョmyo リャrya リュryu ' +
  'リョryo ギャgya ギュgyu ギョgyo ジャja ジュju ジョjo ビャbya ビュbyu ビョbyo ピャpya ピュpyu ピョpyo ファfa フィfi フェfe フォfo ' +
  'ヴv ヴァva ヴィvi ヴェve ヴォvo ティti ディdi ウィwi ウェwe ウォwo シェshe ジェje チェche'

const toLatin = new Map<string, string>()
const toKana = new Map<string, string>()
for (const entry of SYLLABLES.split(' ')) {
  const latin = entry.replace(/[^a-z]/g, '')
  const kana = entry.replace(/[a-z]/g, '')
  toLatin.set(kana, latin)
  if (!toKana.has(latin)) toKana.set(latin, kana)
}
const KUNREI: readonly (readonly [string, string])[] = [
  ['si', 'シ'],
  ['ti', 'チ'],
  ['tu', 'ツ'],
  ['hu', 'フ'],
  ['zi', 'ジ'],
  ['sya', 'シャ'],
  ['syu', 'シュ'],
  ['syo', 'ショ'],
  ['tya', 'チャ'],
  ['tyu', 'チュ'],
  ['tyo', 'チョ'],
  ['zya', 'ジャ'],
  ['zyu', 'ジュ'],
  ['zyo', 'ジョ'],
]
for (const [latin, kana] of KUNREI) if (!toKana.has(latin)) toKana.set(latin, kana)

export function katakanaOf(text: string): string {
  return text.replace(/[\u3041-\u3096]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0x60))
}

export function hiraganaOf(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0x60))
}

/** Roman spellings of katakana or hiragana: with long vowels dropped, and as written. None if it is something else. */
export function romajiOf(kana: string): readonly string[] {
  const text = katakanaOf(kana)
  let out = ''
  let doubled = false
  for (let i = 0; i < text.length; ) {
    if (text[i] === 'ッ') {
      doubled = true
      i += 1
      continue
    }
    if (text[i] === 'ー') {
      out += out.at(-1) ?? ''
      i += 1
      continue
    }
    const two = toLatin.get(text.slice(i, i + 2))
    const syllable = two ?? toLatin.get(text[i]!)
    if (syllable === undefined) return []
    out += doubled ? (syllable.startsWith('ch') ? 't' : syllable[0]!) + syllable : syllable
    doubled = false
    i += two === undefined ? 1 : 2
  }
  const written = out.replace(/n(?=[bmp])/g, 'n')
  const short = shortVowels(written)
  const oh = written.replace(/ou$|oo$/, 'oh')
  const m = short.replace(/n(?=[bmp])/g, 'm')
  return [...new Set([short, written, oh, m])]
}

/** `yuuko` and `yuko`, `satou` and `sato`. */
export function shortVowels(latin: string): string {
  return latin.replace(/ou/g, 'o').replace(/oo/g, 'o').replace(/uu/g, 'u')
}

/** Katakana of a Japanese name in Roman letters; undefined where it is not one. */
export function kanaOfRomaji(latin: string): string | undefined {
  let out = ''
  for (let i = 0; i < latin.length; ) {
    if (latin[i] === latin[i + 1] && /[kstpcgdbz]/.test(latin[i]!)) {
      out += 'ッ'
      i += 1
      continue
    }
    if (latin.startsWith('tch', i)) {
      out += 'ッ'
      i += 1
      continue
    }
    const size = [3, 2, 1].find((length) => toKana.has(latin.slice(i, i + length)))
    if (size === undefined) {
      if (latin[i] === 'm' && /[bmp]/.test(latin[i + 1] ?? '')) {
        out += 'ン'
        i += 1
        continue
      }
      return undefined
    }
    const syllable = latin.slice(i, i + size)
    // `na` is a syllable, the n of `kan'ichi` and `ken` is not the beginning of one.
    out += toKana.get(syllable)!
    i += size
  }
  return out.length >= 2 ? out : undefined
}
