import type { Directory } from '../core/ports.js'

/** Knows nothing: what the token says is all there is. */
export const emptyDirectory: Directory = {
  async expand() {
    return { groups: [], version: 'empty' }
  },
}
