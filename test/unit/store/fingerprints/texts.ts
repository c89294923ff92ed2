/** Letters that look random and are the same every time: five documents share no forty bytes. */
export function documentText(seed: number, length = 300): string {
  let state = (seed + 1) * 2654435761
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += String.fromCharCode(97 + Math.floor((state / 2 ** 32) * 26))
  }
  return text
}
