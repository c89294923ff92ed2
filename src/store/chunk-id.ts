/** `<documentId>#<ordinal>`: stable, and says nothing about what else is stored. */
export function chunkId(documentId: string, ordinal: number): string {
  return `${documentId}#${ordinal}`
}

/** Document id and ordinal, or undefined when `chunkId` made no such id. */
export function parseChunkId(
  id: string,
): { readonly documentId: string; readonly ordinal: number } | undefined {
  const at = id.lastIndexOf('#')
  const digits = id.slice(at + 1)
  if (at < 1 || !/^(?:0|[1-9]\d{0,8})$/.test(digits)) return undefined
  return { documentId: id.slice(0, at), ordinal: Number(digits) }
}
