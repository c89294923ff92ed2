import type { UnitSet } from './unit-set.js'

/**
 * What the shape of an expression says about where its matches can start, without running it. Every statement
 * here is *necessary* for a match, never sufficient: a start that is ruled out has no match, one that is not
 * ruled out is tried with the expression itself.
 */
export interface Needs {
  /** What the unit before a match may be, and whether it may be none. */
  readonly before: UnitSet
  readonly atStart: boolean
  /** What the unit at each of the first offsets of a match may be. All of them lie in every match. */
  readonly head: readonly UnitSet[]
  /** Each match has one of these; undefined when the expression has nothing rare enough to look for. */
  readonly triggers: readonly Trigger[] | undefined
}

/** The expressions that have nothing to look for, by number. */
export function unsoughtOf(all: readonly Needs[]): number[] {
  return all.flatMap(({ triggers }, number) => (triggers === undefined ? [number] : []))
}

/** Units in a row, at a place `p` with the match starting in [p - farthest, p - nearest]. */
export interface Trigger {
  readonly units: readonly UnitSet[]
  readonly nearest: number
  readonly farthest: number
  /** What the units between the start of the match and the trigger are, if that says anything. */
  readonly between?: UnitSet
}

/** An expression whose matches end within `within` units before the start: context that is required. */
export interface Preceding {
  readonly regex: RegExp
  readonly within: number
}

/** Offsets of a match that are looked at before its expression runs. */
export const HEAD = 12
