import { PictureRefused } from '../branding.errors.js'
import { parseSvg, type SvgElement } from './svg-parser.js'
import {
  ATTRIBUTES,
  ELEMENTS,
  isHarmless,
  LOCAL,
  NEEDED_BUT_REFUSED,
  PRESENTATION,
  WITH_TEXT,
} from './svg-rules.js'

const NAMESPACE = 'http://www.w3.org/2000/svg'

/**
 * A drawing made anew of what drawings may have: shapes, texts, gradients, and where they are. Whatever else is in the
 * file is left out, or, where it would be missed, refused.
 * @throws {PictureRefused}
 */
export function rewriteSvg(bytes: Buffer): Buffer {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new PictureRefused('it is neither PNG, nor WebP, nor an SVG in UTF-8')
  }
  const root = parseSvg(text)
  if (root.name !== 'svg') throw new PictureRefused('it is neither PNG, nor WebP, nor SVG')
  if (!root.attributes.has('viewBox') && !(root.attributes.has('width') && root.attributes.has('height')))
    throw new PictureRefused('it has no size: a viewBox, or width and height')
  return Buffer.from(drawn(root, true))
}

function drawn(element: SvgElement, isRoot = false): string {
  const { name, attributes, children } = element
  if (name !== undefined && NEEDED_BUT_REFUSED.has(name))
    throw new PictureRefused(`it has <${name}>; save it as plain shapes, with their colours as attributes`)
  if (name === undefined || !ELEMENTS.has(name)) return ''
  const kept = new Map([...attributes].flatMap(([key, value]) => keptOf(key, value)))
  const written = [...kept].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')
  const inside = children.map((child) => {
    if (typeof child !== 'string') return drawn(child)
    return WITH_TEXT.has(name) ? escaped(child) : ''
  })
  return `<${name}${isRoot ? ` xmlns="${NAMESPACE}"` : ''}${written}>${inside.join('')}</${name}>`
}

/** What is kept of an attribute: itself, what its `style` says, or nothing. */
function keptOf(key: string, value: string): [string, string][] {
  if (key === 'href' || key === 'xlink:href') return LOCAL.test(value) ? [['href', value]] : []
  if (key === 'style') return declarationsOf(value)
  if (!ATTRIBUTES.has(key) && !PRESENTATION.has(key)) return []
  return isHarmless(value) ? [[key, value]] : []
}

function declarationsOf(style: string): [string, string][] {
  return style.split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    const [key, value] = [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()]
    return colon > 0 && PRESENTATION.has(key) && isHarmless(value) ? [[key, value] as [string, string]] : []
  })
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
