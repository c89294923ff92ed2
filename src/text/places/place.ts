/**
 * A grammar that text may be written in, read code unit by code unit. What replaces a part of the text must leave it
 * well formed, and what stands there is told by what came before it: a stream then writes what a batch writes.
 */
export interface Grammar {
  /** Reads one more code unit. */
  step(unit: string): void
  /** A replacement begins here. */
  open(): void
  /**
   * What is written for the text since `open`, of which nothing may be read: `marker`, as it can stand there, and
   * whatever else the text around it needs to stay well formed. `next` is the code unit behind, '' at the end.
   */
  close(marker: string, next: string): string
}

/** As it stands inside a string of JSON. */
export function escapedJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** On one line, without what a grammar reads there as its own. */
export function without(text: string, units: RegExp, instead: string): string {
  return text.replace(/\s*[\r\n]\s*/g, ' ').replace(units, instead)
}
