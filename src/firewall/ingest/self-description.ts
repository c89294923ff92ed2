import { LONGEST_WINDOW } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'

/**
 * An assistant may say who it is and what it does. Of a system prompt that is how it begins, as long as it only
 * describes: orders, and whatever it calls secret, are nobody's to repeat.
 */
const DESCRIBES =
  /^(?:you are|you're|your name is|you (?:help|assist|support|answer|work|serve|guide|advise)|i am|あなたは|君は|du bist|sie sind|du hilfst|sie helfen|tu es|vous êtes|tu aides|vous aidez|eres|usted es|ayudas|você é|você ajuda|tu sei|sei |aiuti|jij bent|je bent|u bent|je helpt|당신은|너는|你是|您是|ты |вы )/iu
const ORDERS =
  /\b(?:never|not|no|must|only|always|refuse|secret\w*|confidential\w*|internal\w*|reveal|disclose|private|password|keep|unless|except|avoid|instead|n't|nie|niemals|nicht|kein\w*|geheim\w*|vertraulich\w*|jamais|ne|pas|confidentiel\w*|nunca|jamás|secret[oa]s?|confidencial\w*|não|mai|non|riservat\w*|segret\w*|nooit|niet|geen|vertrouwelijk\w*)\b|n['’]t|秘密|内密|機密|極秘|禁止|ないで|いけません|ならない|必ず|絶対|개인|절대|비밀|마세요|않|不要|不得|不能|保密|机密|никогда|секрет|не /iu
/** Codes, addresses, numbers: no part of who somebody is. */
const VALUES = /[0-9@]|:\/\//
const SENTENCE = /[^.!?。！？\n]*(?:[.!?。！？]+|\n|$)\s*/y
/** Sentences of a description at most, and code units of each. */
const MOST_SENTENCES = 3
const LONGEST = 200

/** The text of a prompt that is nobody's to repeat: its description is blank, everything else stands where it stood. */
export function unspeakableText(text: string): string {
  let end = 0
  for (let count = 0; count < MOST_SENTENCES; count++) {
    SENTENCE.lastIndex = end
    const sentence = SENTENCE.exec(text)?.[0] ?? ''
    const said = sentence.trim()
    if (
      said === '' ||
      said.length > LONGEST ||
      !DESCRIBES.test(said) ||
      ORDERS.test(said) ||
      VALUES.test(said)
    )
      break
    end += sentence.length
  }
  // What says nothing else is described by nothing.
  if (matchFold(text.slice(end)).length < LONGEST_WINDOW) return text
  return ' '.repeat(end) + text.slice(end)
}
