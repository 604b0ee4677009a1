import { fileTypeFromBuffer } from 'file-type'
import { asText, lookOf } from './text-look.js'

/** The type of bytes of which nothing is known. */
export const UNKNOWN_TYPE = 'application/octet-stream'

const MIME_TYPE = /^([a-z0-9][a-z0-9!#$&^_.+-]{0,126})\/([a-z0-9][a-z0-9!#$&^_.+-]{0,126})$/

/** Types of texts; what is declared to be one of them is believed of a text. */
const TEXTUAL =
  /^text\/|[+/](?:json|xml|yaml)$|^application\/(?:(?:x-)?(?:java|ecma)script|sql|toml|x-sh|x-ndjson)$/
const XML = /[+/]xml$/

/** Types of which a text can be none, with the few of them that are texts all the same. */
const NEVER_TEXT = /^(?:image|audio|video|font)\//
const TEXT_MEDIA = new Set([
  ...['audio/mpegurl', 'audio/x-mpegurl', 'audio/x-scpls'],
  ...['image/x-xbitmap', 'image/x-xpixmap', 'image/x-portable-bitmap', 'image/x-portable-graymap'],
  ...['image/x-portable-pixmap', 'image/x-portable-anymap'],
])

/** Formats that may consist of nothing but text; all others have bytes that no text has. */
const TEXT_FORMATS = new Set([
  ...['application/pdf', 'application/rtf', 'application/postscript', 'application/eps', 'application/xml'],
  ...[
    'application/pgp-encrypted',
    'text/calendar',
    'text/vcard',
    'model/stl',
    'application/x-subrip',
    'text/vtt',
  ],
])

/**
 * The media type of a file, in lower case and without parameters.
 *
 * What the bytes show wins over what is declared: signatures of binary formats, SVG and other XML, pages of HTML. Of
 * what they do not show, the declared type is kept if it is one and can be true: a text is no picture, sound, film or
 * font. All else is `application/octet-stream`.
 * @param head the first {@link SNIFF_BYTES} of the file, or all of it
 * @param declared what the sender says, as a header has it
 */
export async function sniffMimeType(head: Uint8Array, declared: string | undefined): Promise<string> {
  const said = parseMimeType(declared)
  const text = asText(head)
  const detected = parseMimeType((await fileTypeFromBuffer(head))?.mime)
  // A few letters, such as BM or MZ, are the signature of a format, but also begin words.
  const isBelieved = text === undefined || TEXT_FORMATS.has(detected ?? '')
  if (detected && detected !== 'application/xml' && isBelieved) return detected
  if (text === undefined) return said ?? UNKNOWN_TYPE
  return typeOfText(text, said)
}

/** The type itself: lower case, no parameters; `undefined` if it is none, as `*` + `/*`. */
export function parseMimeType(header: string | undefined): string | undefined {
  const [essence = ''] = (header ?? '').split(';', 1)
  const type = essence.trim().toLowerCase()
  return MIME_TYPE.test(type) ? type : undefined
}

function typeOfText(text: string, said: string | undefined): string {
  const isTextual = said !== undefined && TEXTUAL.test(said) && said !== 'image/svg+xml'
  switch (lookOf(text)) {
    case 'svg':
      return 'image/svg+xml'
    case 'html':
      return 'text/html'
    case 'xhtml':
      return 'application/xhtml+xml'
    case 'xml':
      return isTextual && XML.test(said) ? said : 'application/xml'
    case 'maybe-html':
      return isTextual ? said : 'text/html'
    default:
      return said !== undefined && canBeText(said) ? said : UNKNOWN_TYPE
  }
}

function canBeText(type: string): boolean {
  return !NEVER_TEXT.test(type) || TEXT_MEDIA.has(type)
}
