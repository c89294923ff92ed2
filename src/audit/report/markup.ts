import { visible } from './visible.js'

/** An id as text of an XML or HTML document, between tags or in a quoted attribute. */
export function escapeMarkup(id: string): string {
  return visible(id)
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(NOT_XML, '\ufffd')
}

/** Noncharacters, which XML 1.0 does not allow though they can be written. */
const NOT_XML = /[\ufffe\uffff]/g
