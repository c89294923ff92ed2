/** A value that is made when it is first asked for, and kept. `undefined` is made anew at each call. */
export function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}
