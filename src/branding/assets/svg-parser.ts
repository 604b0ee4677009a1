import { PictureRefused } from '../branding.errors.js'

/** A part of a drawing. */
export interface SvgElement {
  /** without a prefix of the namespace of drawings; undefined in any other namespace */
  readonly name: string | undefined
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (SvgElement | string)[]
}

const DEPTH_MAX = 64
const NODES_MAX = 20_000

/** A piece of XML: a comment, a declaration, a tag, or a text. The name of a tag has one end: looking for others takes long. */
const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s<>/!?]+)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^<>"'])*?)(\/?)>|([^<]+)/y
const NAME = /^[A-Za-z_][\w.:-]*$/
const ATTRIBUTE = /\s+([^\s=<>"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

interface Open {
  readonly tag: string
  readonly element: {
    name: string | undefined
    attributes: Map<string, string>
    children: (SvgElement | string)[]
  }
}

/**
 * Reads a drawing, more strictly than any browser: what is not understood to the letter is refused, so that what is read
 * here is what everybody else would read. @throws {PictureRefused}
 */
export function parseSvg(text: string): SvgElement {
  const stack: Open[] = []
  let root: SvgElement | undefined
  let nodes = 0
  // A document type can define entities.
  if (/<!(?!--|\[CDATA\[)/.test(text)) throw new PictureRefused('it has a document type; save it without one')
  PIECE.lastIndex = 0
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at
    const found = PIECE.exec(text)
    if (!found || ++nodes > NODES_MAX) throw new PictureRefused('it cannot be read')
    const [piece, cdata, slash, tag, rest = '', selfClosing, plain] = found
    if (tag === undefined) {
      const said = cdata ?? (plain === undefined ? undefined : decoded(plain))
      if (said !== undefined) stack.at(-1)?.element.children.push(said)
      if (said?.trim() && stack.length === 0) throw new PictureRefused('it is no drawing')
      continue
    }
    if (slash === '/') {
      if (stack.pop()?.tag !== tag || rest.trim() !== '') throw new PictureRefused(`${piece} closes nothing`)
      continue
    }
    if (root && stack.length === 0) throw new PictureRefused('it has more than one drawing in it')
    const element = { name: nameOf(tag), attributes: attributesOf(rest), children: [] }
    stack.at(-1)?.element.children.push(element)
    root ??= element
    if (selfClosing !== '/') stack.push({ tag, element })
    if (stack.length > DEPTH_MAX) throw new PictureRefused('its parts lie too deep in each other')
  }
  if (!root || stack.length > 0) throw new PictureRefused('it is cut off')
  return root
}

/** Prefixes stand for other namespaces, but for `svg`. */
function nameOf(tag: string): string | undefined {
  if (!NAME.test(tag)) throw new PictureRefused(`it has a part called "${tag.slice(0, 40)}"`)
  const [prefix, name] = tag.includes(':') ? tag.split(':', 2) : ['svg', tag]
  return prefix === 'svg' ? name : undefined
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  let at = 0
  while (text.slice(at).trim() !== '') {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(text)
    if (!found || !NAME.test(found[1]!) || attributes.has(found[1]!))
      throw new PictureRefused('an attribute cannot be read')
    attributes.set(found[1]!, decoded(found[2] ?? found[3] ?? ''))
    at = ATTRIBUTE.lastIndex
  }
  return attributes
}

function decoded(text: string): string {
  const plain = text.replace(ENTITY, (_whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) {
      const known = NAMED[name]
      if (known === undefined) throw new PictureRefused(`the entity &${name}; is not known`)
      return known
    }
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
    if (code < 32 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      throw new PictureRefused('it has a character that there is not')
    return String.fromCodePoint(code)
  })
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(plain))
    throw new PictureRefused('it has control characters')
  return plain
}
