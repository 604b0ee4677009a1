import type { EventEmitter } from 'node:events'
import { Socket, type SocketConstructorOpts } from 'node:net'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { type Message, MessageReader } from './message-reader.js'
import { type NamedQuery, PreparedQuery, type PreparedStatements } from './prepared-query.js'
import type { Query } from './queryable.js'
import { binaryTypes, textTypes } from './wire-types.js'

interface Connection extends EventEmitter {
  _emitMessage: boolean
  attachListeners(stream: Duplex): void
}

/**
 * Where all connections receive, one after the other: what has come is read, and copied where it must last, before
 * anybody receives again. A stream of Node.js takes new memory for each piece that comes, and more time to hand it on
 * than a short answer takes to be read.
 */
const RECEIVED = Buffer.allocUnsafeSlow(64 * 1024)

/**
 * A connection that understands binary results, and int8 as a number, for statements given as objects.
 * Statements given as plain text, as TypeORM does, behave as pg always does.
 */
export class DatabaseClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    const reader = new MessageReader()
    const read = (chunk: Buffer) => reader.read(chunk, (message) => deliver(connectionOf(this), message))
    const stream = ({ ssl }: { ssl?: unknown }) => (ssl ? new Socket() : receivingSocket(read))
    super({ ...config, stream } as unknown as pg.ClientConfig)
    // Of a connection without TLS, nothing comes this way.
    connectionOf(this).attachListeners = (encrypted) => void encrypted.on('data', read)
    const send = this.query.bind(this) as (query: unknown, ...rest: unknown[]) => unknown
    const prepared = { reader, descriptions: new Map() }
    this.query = ((query: unknown, ...rest: unknown[]) =>
      isNamed(query)
        ? sendPrepared(send, query, prepared, rest)
        : send(withTypes(query), ...rest)) as typeof this.query
  }
}

function connectionOf(client: pg.Client): Connection {
  return (client as unknown as { connection: Connection }).connection
}

function receivingSocket(read: (chunk: Buffer) => void): Socket {
  const callback = (bytes: number) => {
    read(RECEIVED.subarray(0, bytes))
    return true
  }
  // The types know of it only where a socket is connected in the same breath.
  return new Socket({ onread: { buffer: RECEIVED, callback } } as SocketConstructorOpts)
}

function deliver(connection: Connection, message: Message): void {
  if (connection._emitMessage) connection.emit('message', message)
  connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message)
}

/** Not a query of somebody else's making, which handles its own messages. */
function isNamed(query: unknown): query is NamedQuery {
  return (query as Partial<Query>).name !== undefined && !('submit' in (query as object))
}

/** @param rest a callback as the last one, unless a promise is wanted */
function sendPrepared(
  send: (query: PreparedQuery) => unknown,
  query: NamedQuery,
  prepared: PreparedStatements,
  rest: unknown[],
): unknown {
  const callback = rest.at(-1)
  if (typeof callback === 'function') return send(new PreparedQuery(query, prepared, callback as never))
  return new Promise((resolve, reject) => {
    send(new PreparedQuery(query, prepared, (error, result) => (error ? reject(error) : resolve(result))))
  })
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
