import { createRequire } from 'node:module'

/** A message of PostgreSQL, as pg's own protocol package reads it. */
export interface Message {
  name: string
  fields?: { format: 'text' | 'binary' }[]
}

interface MessageParser {
  handlePacket(offset: number, code: number, length: number, bytes: Buffer): Message
}

// The parser of the very protocol package that pg itself loads.
const requireHere = createRequire(import.meta.url)
const { Parser } = createRequire(requireHere.resolve('pg'))('pg-protocol/dist/parser.js') as {
  Parser: new () => MessageParser
}

/** A code of one byte, and a length that counts itself and not the code. */
const HEADER_BYTES = 5
const CODE_BYTES = 1
const AUTHENTICATION = 'R'.charCodeAt(0)
const DATA_ROW = 'D'.charCodeAt(0)
const NULL_LENGTH = -1

/** A field of a row in binary form that is at least as long may be kept as it is; a shorter one must be copied. */
export const LASTING_FIELD_BYTES_MIN = 16 * 1024

/**
 * Cuts what PostgreSQL sends into messages. What it is given may be one buffer that is used again and again: fields of
 * rows in binary form are views of it unless they are long, and those and messages that come in several parts are
 * copied once, where pg's own reader copies them with each part that comes, and all fields again. That one also takes
 * binary fields for UTF-8 text, and damages them.
 */
export class MessageReader extends Parser {
  #rowsAreBinary = false
  /** A message of which more has to come: its header until that is whole, then room for all of it. */
  #begun: Buffer | undefined
  #filled = 0

  /**
   * @param chunk what has come, valid only during the call
   * @param deliver called with each message that is whole; what it refers to is valid only during that call
   */
  read(chunk: Buffer, deliver: (message: Message) => void): void {
    let offset = this.#begun ? this.#complete(chunk, deliver) : 0
    while (offset + HEADER_BYTES <= chunk.length) {
      const end = offset + CODE_BYTES + chunk.readUInt32BE(offset + CODE_BYTES)
      if (end > chunk.length) break
      deliver(this.#message(chunk, offset, end, false))
      offset = end
    }
    if (offset < chunk.length) this.#begin(chunk, offset)
  }

  /** Rows will come that nothing describes before them. */
  expectRows({ binary }: { binary: boolean }): void {
    this.#rowsAreBinary = binary
  }

  override handlePacket(offset: number, code: number, length: number, bytes: Buffer): Message {
    const message = super.handlePacket(offset, code, length, bytes)
    if (message.name === 'rowDescription') {
      this.#rowsAreBinary = message.fields?.[0]?.format === 'binary'
      // pg copies each field of what it knows to be binary; the parsers of our types copy what they keep.
      for (const field of message.fields ?? []) field.format = 'text'
    }
    return message
  }

  #begin(chunk: Buffer, offset: number): void {
    const isHeaderWhole = offset + HEADER_BYTES <= chunk.length
    const bytes = isHeaderWhole ? CODE_BYTES + chunk.readUInt32BE(offset + CODE_BYTES) : HEADER_BYTES
    this.#begun = Buffer.allocUnsafeSlow(bytes)
    this.#filled = chunk.copy(this.#begun, 0, offset)
  }

  /** Adds to the message that has begun; returns where in the chunk the next one begins. */
  #complete(chunk: Buffer, deliver: (message: Message) => void): number {
    let offset = 0
    for (;;) {
      const begun = this.#begun!
      const copied = chunk.copy(begun, this.#filled, offset)
      this.#filled += copied
      offset += copied
      if (this.#filled < begun.length) return offset
      const bytes = CODE_BYTES + begun.readUInt32BE(CODE_BYTES)
      if (begun.length === bytes) {
        this.#begun = undefined
        deliver(this.#message(begun, 0, bytes, true))
        return offset
      }
      this.#begun = Buffer.allocUnsafeSlow(bytes)
      begun.copy(this.#begun)
    }
  }

  #message(bytes: Buffer, start: number, end: number, isLasting: boolean): Message {
    const code = bytes[start]!
    const length = end - start - CODE_BYTES
    if (code === DATA_ROW && this.#rowsAreBinary)
      return readRow(bytes, start + HEADER_BYTES, length, isLasting)
    // The salt of a password is a view that is looked at later.
    if (code === AUTHENTICATION)
      return this.handlePacket(HEADER_BYTES, code, length, Buffer.from(bytes.subarray(start, end)))
    return this.handlePacket(start + HEADER_BYTES, code, length, bytes)
  }
}

function readRow(bytes: Buffer, start: number, length: number, isLasting: boolean): Message {
  const count = bytes.readInt16BE(start)
  const fields = new Array<Buffer | null>(count)
  let offset = start + 2
  for (let i = 0; i < count; i++) {
    const size = bytes.readInt32BE(offset)
    offset += 4
    if (size === NULL_LENGTH) {
      fields[i] = null
      continue
    }
    const field = bytes.subarray(offset, offset + size)
    fields[i] = isLasting || size < LASTING_FIELD_BYTES_MIN ? field : Buffer.from(field)
    offset += size
  }
  return { name: 'dataRow', length, fieldCount: count, fields } as unknown as Message
}
