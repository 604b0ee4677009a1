import { DOCUMENT_TEXTS } from '../generated/documents.js'
import type { LexiconDoc } from '../schema/lexicon-doc.js'
import { Lexicons } from './lexicons.js'

let bundled: Lexicons | undefined

/**
 * The documents vendored in `lexicons/`: com.atproto.*, app.bsky.*, chat.bsky.*, and those of this product. Each is parsed and compiled when it
 * is first needed; until then it is a string.
 */
export function bundledLexicons(): Lexicons {
  return (bundled ??= new Lexicons(bundledSource()))
}

function bundledSource() {
  const parsed = new Map<string, LexiconDoc>()
  const get = (nsid: string): LexiconDoc | undefined => {
    const before = parsed.get(nsid)
    if (before) return before
    const text = DOCUMENT_TEXTS.get(nsid)
    if (text === undefined) return undefined
    const doc = JSON.parse(text) as LexiconDoc
    parsed.set(nsid, doc)
    return doc
  }
  return { nsids: () => DOCUMENT_TEXTS.keys(), has: (nsid: string) => DOCUMENT_TEXTS.has(nsid), get }
}
