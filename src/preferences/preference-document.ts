import { type LexMap, type LexValue, DataModelError, isLexMap, jsonToLex } from '@guildhall/data'
import { InvalidDocument } from './preferences.errors.js'

/** Media type of documents of preferences. */
export const DOCUMENT_TYPE = 'application/jsonl'

/** What the first line says. */
export const FORMAT = { format: 'guildhall-preferences', version: 1 } as const

/**
 * Longest line of a document (bytes). A namespace of the largest size, of which every character is escaped, is shorter.
 */
export const LINE_MAX_BYTES = 8 * 1024 * 1024

const NEWLINE = 0x0a

/** A line of a document about a namespace. */
export interface DocumentPart {
  /** number of the line, from 1 */
  line: number
  namespace: string
  values: LexValue[]
  /** of the values as DAG-CBOR, where it was given */
  cid: string | undefined
}

/** One line of a document. */
export function documentLine(line: object): string {
  return `${JSON.stringify(line)}\n`
}

/**
 * Reads a document as it arrives: head, namespaces, end.
 * @throws InvalidDocument, also when the end is missing
 */
export async function* readDocument(body: AsyncIterable<Uint8Array>): AsyncGenerator<DocumentPart> {
  let count = 0
  let line = 0
  let isOver = false
  for await (const text of linesOf(body)) {
    line++
    if (isOver) throw new InvalidDocument('something follows the end', line)
    const map = parseLine(text, line)
    if (line === 1) checkHead(map)
    else if (map['end'] === true) {
      if (map['namespaces'] !== count)
        throw new InvalidDocument(`${count} namespaces came before the end`, line)
      isOver = true
    } else {
      count++
      yield partOf(map, line)
    }
  }
  if (!isOver) throw new InvalidDocument('The document ends too early')
}

function checkHead({ format, version }: LexMap): void {
  if (format !== FORMAT.format || version !== FORMAT.version) {
    throw new InvalidDocument(`is not the head of a document of preferences, version ${FORMAT.version}`, 1)
  }
}

function partOf({ namespace, values, cid }: LexMap, line: number): DocumentPart {
  if (typeof namespace !== 'string' || !Array.isArray(values)) {
    throw new InvalidDocument('there must be a namespace and its values', line)
  }
  if (cid !== undefined && typeof cid !== 'string') throw new InvalidDocument('cid must be a string', line)
  return { line, namespace, values, cid }
}

function parseLine(text: string, line: number): LexMap {
  try {
    const value = jsonToLex(JSON.parse(text))
    if (isLexMap(value)) return value
  } catch (error) {
    if (error instanceof DataModelError) throw new InvalidDocument(error.message, line)
    // What the parser says quotes the line.
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new InvalidDocument('is not a JSON object', line)
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let pieces: Uint8Array[] = []
  let bytes = 0
  const take = (): string => {
    const text = decode(Buffer.concat(pieces, bytes))
    pieces = []
    bytes = 0
    return text
  }
  for await (const chunk of body) {
    let start = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      pieces.push(chunk.subarray(start, at))
      bytes += at - start
      start = at + 1
      yield take()
    }
    pieces.push(chunk.subarray(start))
    bytes += chunk.length - start
    if (bytes > LINE_MAX_BYTES) throw new InvalidDocument('A line is too long')
  }
  if (bytes > 0) yield take()
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InvalidDocument('The document is not UTF-8')
  }
}
