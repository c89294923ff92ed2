import { basename } from 'node:path/posix'
import type { FileSource, FileText } from '../content.js'
import { Unfit } from '../unfit.js'
import { readXml } from './xml.js'

/**
 * XML as the words in it: text with entities decoded, attributes as `name: value` lines, comments. What is not
 * well-formed is text as it stands: nothing of it is lost, and none of its entities grows.
 */
export async function readXmlText({ path, text }: FileSource): Promise<FileText> {
  const lines: string[] = []
  let line = ''
  const end = () => {
    const said = line.replace(/\s+/g, ' ').trim()
    if (said !== '') lines.push(said)
    line = ''
  }
  try {
    await readXml(text(), {
      open(_name, attributes) {
        for (const [name, value] of Object.entries(attributes)) {
          if (
            value.trim() === '' ||
            (attributes[name.slice(name.indexOf(':') + 1)] === value && name.includes(':'))
          )
            continue
          end()
          lines.push(`${name}: ${value}`)
        }
      },
      text(said) {
        for (const [i, part] of said.split(/\r\n|\r|\n/).entries()) {
          if (i > 0) end()
          line += part
        }
      },
      close: end,
      comment(said) {
        end()
        line = said
        end()
      },
    })
    end()
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    return { text: text(), title: basename(path) }
  }
  return { text: lines.join('\n'), title: basename(path) }
}
