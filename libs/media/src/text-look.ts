/** What a text looks like: a page or a picture that a browser would run, other XML, or nothing of that. */
export type TextLook = 'html' | 'maybe-html' | 'svg' | 'xhtml' | 'xml' | 'plain'

/** Control characters that texts have: tab, line feed, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])

/** Blanks, and what XML and HTML have in front of their first element. */
const PROLOG = /^(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype\s[^[>]*(?:\[[^\]]*\]\s*)?>)/i

/** Elements that make a browser take a text for a page. */
const PAGE = /^<(?:html|head|body|script|iframe|frameset|meta|base|title|style|object|embed)(?=[\s/>])/i
/** Elements that begin many a text which is no page, such as Markdown. */
const FRAGMENT =
  /^<(?:a|article|b|br|center|div|font|form|h[1-6]|i|img|link|main|p|pre|section|span|table|video)(?=[\s/>])/i
const HTML_DOCTYPE = /<!doctype\s+html/i
const ELEMENT = /^<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)/

/** Things in front of the first element; a text with more of them is not looked at further. */
const PROLOG_PARTS_MAX = 1000

/** The beginning of a file as text: UTF-8, or UTF-16 with its mark; `undefined` if it is none. */
export function asText(head: Uint8Array): string | undefined {
  if (head.length === 0) return undefined
  try {
    const encoding = encodingOf(head)
    // `stream`: the last character may be cut off.
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true })
    return hasOnlyText(text) ? text : undefined
  } catch {
    return undefined
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}

function hasOnlyText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 && !TEXT_CONTROLS.has(code)) return false
  }
  return true
}

/** What the first element of a text says. */
export function lookOf(text: string): TextLook {
  const { prolog, rest } = splitProlog(text)
  const isXml = /^\s*<\?xml/.test(prolog)
  const [, , name] = ELEMENT.exec(rest) ?? []
  if (isXml) return name === 'svg' ? 'svg' : name === 'html' ? 'xhtml' : 'xml'
  if (PAGE.test(rest) || HTML_DOCTYPE.test(prolog)) return 'html'
  if (name === 'svg') return 'svg'
  // A comment alone also makes a browser think of HTML.
  return FRAGMENT.test(rest) || prolog.includes('<!--') ? 'maybe-html' : 'plain'
}

function splitProlog(text: string): { prolog: string; rest: string } {
  let rest = text
  for (let i = 0; i < PROLOG_PARTS_MAX; i++) {
    const [part] = PROLOG.exec(rest) ?? []
    if (part === undefined) break
    rest = rest.slice(part.length)
  }
  return { prolog: text.slice(0, text.length - rest.length), rest }
}
