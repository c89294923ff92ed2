/** Rules in use elsewhere for telling what a model had by heart. Words are lower case, without punctuation. */

/** Longest common subsequence of words, as a share of the source's (ROUGE-L recall; Lin, 2004). */
export function subsequenceRatio(text: string, source: string): number {
  const said = wordsOf(text)
  const wanted = wordsOf(source)
  let best = new Uint32Array(wanted.length + 1)
  for (const word of said) {
    const next = new Uint32Array(wanted.length + 1)
    for (let i = 0; i < wanted.length; i++) {
      next[i + 1] = wanted[i] === word ? best[i]! + 1 : Math.max(best[i + 1]!, next[i]!)
    }
    best = next
  }
  return wanted.length === 0 ? 0 : best[wanted.length]! / wanted.length
}

/** Longest run of words that text and source share and the prompt does not hold, as a share of the source's. */
export function runMinusPrompt(text: string, source: string, prompt: string): number {
  const said = ` ${wordsOf(text).join(' ')} `
  const given = ` ${wordsOf(prompt).join(' ')} `
  const wanted = wordsOf(source)
  let longest = 0
  for (let start = 0; start < wanted.length; start++) {
    for (let end = start + longest + 1; end <= wanted.length; end++) {
      const run = ` ${wanted.slice(start, end).join(' ')} `
      if (!said.includes(run)) break
      if (!given.includes(run)) longest = end - start
    }
  }
  return wanted.length === 0 ? 0 : longest / wanted.length
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
