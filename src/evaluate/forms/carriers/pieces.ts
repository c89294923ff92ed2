import { charactersOf, chunksOf, join, type Traced, Tracing } from '../traced.js'
import type { Carrier, CarrierContext } from './carrier.js'

const cut = (
  name: string,
  write: (chunks: readonly Traced[], context: CarrierContext) => Traced,
  size: (context: CarrierContext) => number,
  fits?: Carrier['fits'],
): Carrier => ({
  name,
  family: 'pieces',
  takes: 'any',
  keepsWords: false,
  ...(fits === undefined ? {} : { fits }),
  apply: (traced, context) => write(chunksOf(traced, size(context)), context),
})

const between = (separator: string) => (chunks: readonly Traced[]) => join(chunks, separator)
const framed = (head: string, separator: string, tail: string) => (chunks: readonly Traced[]) =>
  new Tracing().put(head).keep(join(chunks, separator)).put(tail).done()
const width =
  (least: number, most: number) =>
  ({ random }: CarrierContext) =>
    least + random.below(most - least)
const noQuotes = (text: string) => !/["'\\`\n]/.test(text)

export const PIECES: readonly Carrier[] = [
  cut('lines of some width', between('\n'), width(10, 70)),
  cut('quoted lines', framed('> ', '\n> ', ''), width(16, 60)),
  cut('bullets', framed('- ', '\n- ', ''), width(6, 40)),
  cut(
    'numbered lines',
    (chunks) => {
      const out = new Tracing()
      for (const [i, chunk] of chunks.entries()) out.put(`${i > 0 ? '\n' : ''}${i + 1}) `).keep(chunk)
      return out.done()
    },
    width(8, 40),
  ),
  cut('groups of four', between(' '), () => 4),
  cut('groups of five', between(' '), () => 5),
  cut('cells', framed('| ', ' | ', ' |'), width(4, 20), (text) => !text.includes('|')),
  cut('strings added up', framed('"', '" + "', '"'), width(5, 30), noQuotes),
  cut('strings side by side', framed("x = ('", "'\n     '", "')"), width(8, 40), noQuotes),
  cut('list of strings', framed('["', '", "', '"]'), width(3, 20), noQuotes),
  cut('code comments', framed('# ', '\n# ', ''), width(16, 60)),
  cut('shell continuation', framed('echo ', '\\\n', ''), width(16, 60), noQuotes),
  {
    name: 'letter by letter',
    family: 'pieces',
    takes: 'any',
    keepsWords: false,
    fits: (text) => text.length < 400 && !/\n/.test(text),
    apply: (traced, { random }) =>
      join(
        charactersOf(traced).filter(({ text }) => text !== ' '),
        random.pick([' ', '-', '.', '_', ', ', '/', '·']),
      ),
  },
]
