import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { binaryTypes, textTypes } from './wire-types.js'

interface Message {
  name: string
  fields?: { format: 'text' | 'binary' }[]
}

interface MessageParser {
  parse(chunk: Buffer, callback: (message: Message) => void): void
  handlePacket(offset: number, code: number, length: number, bytes: Buffer): Message
}

interface Connection extends EventEmitter {
  _emitMessage: boolean
  attachListeners(stream: Duplex): void
}

// The parser of the very protocol package that pg itself loads.
const requireHere = createRequire(import.meta.url)
const { Parser } = createRequire(requireHere.resolve('pg'))('pg-protocol/dist/parser.js') as {
  Parser: new () => MessageParser
}

/** Message code of a row: `D`. */
const DATA_ROW = 0x44
const NULL_LENGTH = -1

/** Reads rows in binary form as bytes; pg's own parser takes them for UTF-8 text and damages them. */
class BinaryParser extends Parser {
  #binary = false

  override handlePacket(offset: number, code: number, length: number, bytes: Buffer): Message {
    if (code === DATA_ROW && this.#binary) return readRow(offset, length, bytes)
    const message = super.handlePacket(offset, code, length, bytes)
    if (message.name === 'rowDescription') this.#binary = message.fields?.[0]?.format === 'binary'
    return message
  }
}

function readRow(start: number, length: number, bytes: Buffer): Message {
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
    // A view of the receive buffer: pg copies each field before the buffer is used again.
    fields[i] = bytes.subarray(offset, offset + size)
    offset += size
  }
  return { name: 'dataRow', length, fieldCount: count, fields } as unknown as Message
}

/**
 * A connection that understands binary results, and int8 as a number, for statements given as objects.
 * Statements given as plain text, as TypeORM does, behave as pg always does.
 */
export class DatabaseClient extends pg.Client {
  constructor(config?: pg.ClientConfig | string) {
    super(config)
    const { connection } = this as unknown as { connection: Connection }
    connection.attachListeners = (stream) => {
      const parser = new BinaryParser()
      stream.on('data', (chunk: Buffer) => parser.parse(chunk, (message) => deliver(connection, message)))
    }
    const send = this.query.bind(this) as (query: unknown, ...rest: unknown[]) => unknown
    this.query = ((query: unknown, ...rest: unknown[]) =>
      send(withTypes(query), ...rest)) as typeof this.query
  }
}

function deliver(connection: Connection, message: Message): void {
  if (connection._emitMessage) connection.emit('message', message)
  connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message)
}

/**
 * Query objects that handle their own messages, as COPY does, are left alone. Binary results take the extended
 * protocol, which pg uses by itself only for statements with a name or values.
 */
function withTypes(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || 'submit' in query || 'types' in query) return query
  const isBinary = (query as { binary?: boolean }).binary
  return isBinary ? { ...query, types: binaryTypes, queryMode: 'extended' } : { ...query, types: textTypes }
}
