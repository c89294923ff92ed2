/** Embeddings of one's own: whatever has `embedDocuments` and `embedQuery`, as LangChain's have. */
export function createEmbedder({ dimension }) {
  const embed = (text) => {
    const vector = new Array(dimension).fill(0)
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) vector[word.length % dimension] += 1
    return vector
  }
  return {
    id: `word-lengths-${dimension}`, // changes when the vectors do: stored ones are then embedded again
    embedDocuments: async (texts) => texts.map(embed),
    embedQuery: async (text) => embed(text),
  }
}
