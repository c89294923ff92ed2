import { either, type Field, list, object } from '../fields.js'
import { settings } from './chat.js'

/** OpenAI's embeddings. Tokens instead of text are not known: nobody could read them. */
const request: Field = object({
  model: 'meta',
  input: either('spoken', list('spoken')),
  ...settings(['dimensions', 'encoding_format', 'user']),
})

const whole: Field = object({
  object: 'meta',
  model: 'meta',
  id: 'meta',
  created: 'meta',
  usage: 'counts',
  data: list(object({ object: 'meta', index: 'meta', embedding: 'vector' })),
})

export const embeddings = {
  request,
  whole,
  speaker: () => 'user' as const,
  resultOf: (path: string) => path,
}
