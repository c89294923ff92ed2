/**
 * Characters that are taken for a Latin letter or a digit and have no Unicode decomposition to it. Both folds
 * are made from these lists.
 */

/** Latin letter (case counts) → the letters of other scripts, small capitals and IPA that look like it. */
export const LOOKALIKES: Readonly<Record<string, string>> = {
  A: 'АΑᎪꓮⲀ',
  B: 'ВΒᏴꓐⲂ',
  C: 'СϹᏟꓚⲤ',
  D: 'Ꭰꓓ',
  E: 'ЕΕᎬꓰⲈ',
  F: 'ꓝϜ',
  G: 'ᏀꓖԌ',
  H: 'НΗᎻꓧⲎ',
  I: 'ІΙӀꓲⲒ',
  J: 'ЈᎫꓙͿ',
  K: 'КΚᏦꓗⲔ',
  L: 'Ꮮꓡ',
  M: 'МΜᎷꓟⲘ',
  N: 'ΝꓠⲚ',
  O: 'ОΟՕꓳⲞ',
  P: 'РΡᏢꓑⲢ',
  Q: 'Ԛ',
  R: 'ᎡᏒꓣ',
  S: 'ЅՏᏕᏚꓢ',
  T: 'ТΤᎢꓔⲦ',
  U: 'Սꓴ',
  V: 'ѴᏙꓦ',
  W: 'ԜᎳᏔꓪ',
  X: 'ХΧꓫⲬ',
  Y: 'УΥҮꓬⲨ',
  Z: 'ΖᏃꓜ',
  a: 'аɑαᴀⲁ',
  b: 'ʙᏏ',
  c: 'сϲᴄⲥ',
  d: 'ԁᴅᏧ',
  e: 'еҽᴇ',
  f: 'ꜰƒ',
  g: 'ɡɢց',
  h: 'һҺհʜ',
  i: 'іιɩıɪᎥⲓ',
  j: 'јᴊȷϳ',
  k: 'кκᴋĸⲕ',
  l: 'ӏʟ',
  m: 'мᴍ',
  n: 'ηոɴ',
  o: 'оοօᴏⲟ',
  p: 'рρᴘⲣ',
  q: 'ԛզ',
  r: 'гʀᴦ',
  s: 'ѕꜱ',
  t: 'тτᴛ',
  u: 'υսᴜ',
  v: 'νѵᴠ',
  w: 'ωԝѡᴡ',
  x: 'хχⲭ',
  y: 'уγүʏ',
  z: 'ᴢ',
}

/** Latin letters with a stroke or tied together: one word to a reader, without decomposition. Match fold only. */
export const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  æ: 'ae',
  œ: 'oe',
  ɨ: 'i',
  ʉ: 'u',
  ƀ: 'b',
  ɍ: 'r',
  ɏ: 'y',
  ƶ: 'z',
  ɇ: 'e',
  ⱥ: 'a',
  ȼ: 'c',
}

/** Runs of enclosed letters and numbers without decomposition: first code point, what it means, how many. */
export const ENCLOSED: readonly (readonly [start: number, first: string | number, count: number])[] = [
  [0x24eb, 11, 10],
  [0x24f5, 1, 10],
  [0x24ff, 0, 1],
  [0x2776, 1, 10],
  [0x2780, 1, 10],
  [0x278a, 1, 10],
  [0x1f10b, 0, 1],
  [0x1f10c, 0, 1],
  [0x1f150, 'A', 26],
  [0x1f170, 'A', 26],
]

/** Flags are spelled with these; so is anything else by who wants to. Match fold only. */
export const REGIONAL_INDICATORS = [0x1f1e6, 'A', 26] as const

/**
 * Conjoining Hangul, spelled in Latin letters. A syllable has to equal its decomposition, jamo take three
 * bytes each in UTF-8, and five syllables must not count as a run: spelled out, a syllable is two to five
 * bytes, about what a syllable of other scripts takes.
 */
export const JAMO: readonly (readonly [start: number, spellings: string])[] = [
  [0x1100, 'g kk n d tt r m b pp s ss x j jj c k t p h'],
  [0x1161, 'a ae ya yae v e yv ye o wa wae oe yo u wv we wi yu w yi i'],
  [0x11a8, 'g kk gs n nj nh d r rg rm rb rs rt rp rh m b bs s ss q j c k t p h'],
]

/** Punctuation and spaces of the surface fold: ASCII → everything that means or looks the same. */
export const PUNCTUATION: Readonly<Record<string, string>> = {
  '-': '\u02d7\u2043\u2212\u2796\u2500\u2501',
  '~': '\u301c\u223c\u02dc',
  "'": '\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u2039\u203a\ua78c',
  '"': '\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\u00ab\u00bb',
  '.': '\u066b\u2e33',
  ',': '\u066c\u201a\u060c',
  ':': '\u2236\u02d0\ua789\u05c3',
  '/': '\u2044\u2215\u29f8',
  '*': '\u2217\u204e\u066d',
  ' ': '\u2800',
  '\n': '\u000b\u000c\u0085\u2028\u2029',
}
