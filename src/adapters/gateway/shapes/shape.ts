import type { Turn } from '../../../core/types.js'
import type { Field } from '../fields.js'

export type Json = Record<string, unknown>

/** One way to talk to a model: what its messages are made of, and how it says that an answer was cut. */
export interface Shape {
  readonly name: 'chat' | 'messages' | 'responses'
  /** Who speaks it. */
  readonly speaks: 'openai' | 'anthropic'
  /** Behind the base URL of an upstream. */
  readonly path: string
  readonly request: Field
  /** A whole answer. */
  readonly whole: Field
  /** One event of a stream. */
  readonly event: Field
  /** Of whom a text of the request is. */
  speaker(body: Json, path: string): Turn['role']
  /** Which of the results of tools, or documents, a text of the request is of: its path's beginning. */
  resultOf(path: string): string
  /** Whether the text of the answer is JSON of an agreed form. */
  isStructured(body: Json): boolean
  /** How many answers are asked for. */
  answers(body: Json): number
  /** A copy of the request with a text before the conversation. */
  withContext(body: Json, text: string): Json
  /** The part of an answer that ends as one: its path's beginning. */
  groupOf(path: string): string
  /** What is said instead of the answer, or of one of several. */
  cutWhole(message: Json, group: string, refusal: string): void
  /** An answer without the upstream, to a request that was refused. */
  refusal(body: Json, id: string, text: string): Json
  openStream(body: Json): ShapeStream
}

/** What a stream has come to; `cut`, `delta` and `refused` make events of the shape. */
export interface ShapeStream {
  /** The events that one is made of, each with texts of one kind. */
  split(event: Json): readonly Json[]
  /** Takes note of an event that passes. */
  note(event: Json): void
  /** Paths, by their beginnings, that come to their end with this event. */
  ends(event: Json): readonly string[]
  /** What can be judged only when it is whole, and whether this event is the last of it. */
  unit(event: Json): { readonly path: string; readonly ends: boolean } | undefined
  /** Whether an event says nothing but its texts. */
  isText(event: Json): boolean
  /** The next piece of a text. */
  delta(path: string, text: string): Json
  /** The events that end an answer, after `text` of the refusal at `path`. */
  cut(path: string, refusal: string): readonly Json[]
  /** A whole answer, as a stream. */
  refused(answer: Json): readonly Json[]
  /** Whether it is the last event. */
  isLast(event: Json): boolean
  /** What is sent when every answer was cut. */
  readonly close: readonly (Json | string)[]
}

/** A copy that may be changed. */
export function copyOf<Value>(value: Value): Value {
  return structuredClone(value)
}
