import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { AuditEntry } from '../audit-entry.js'
import type { AuditSink } from './audit-sink.js'
import { syslogLine } from './syslog-line.js'

/** A server that does not take what it is sent within this time is out of reach. */
const SEND_MAX_MS = 10_000

const PORTS = { tls: 6514, tcp: 601, udp: 514 } as const
type Way = keyof typeof PORTS

/** Sends the audit to a syslog server: by TLS (RFC 5425), TCP (RFC 6587, octets counted) or UDP (RFC 5426). */
export class SyslogSink implements AuditSink {
  readonly name = 'syslog'
  readonly #way: Way
  readonly #host: string
  readonly #port: number

  /** @param url `syslog+tls://host:6514` @param hostname of this service */
  constructor(
    url: string,
    private readonly hostname: string,
  ) {
    const { protocol, hostname: host, port } = new URL(url)
    this.#way = protocol.slice('syslog+'.length, -1) as Way
    this.#host = host.replace(/^\[|\]$/g, '')
    this.#port = port === '' ? PORTS[this.#way] : Number(port)
  }

  async send(entries: readonly AuditEntry[]): Promise<void> {
    const lines = entries.map((entry) => Buffer.from(syslogLine(entry, this.hostname)))
    if (this.#way === 'udp') await this.#sendDatagrams(lines)
    else
      await this.#sendStream(Buffer.concat(lines.flatMap((line) => [Buffer.from(`${line.length} `), line])))
  }

  async #sendDatagrams(lines: readonly Buffer[]): Promise<void> {
    const socket = createSocket(this.#host.includes(':') ? 'udp6' : 'udp4')
    try {
      for (const line of lines) {
        await new Promise<void>((resolve, reject) => {
          socket.send(line, this.#port, this.#host, (error) => (error ? reject(error) : resolve()))
        })
      }
    } finally {
      socket.close()
    }
  }

  /** A connection for each batch: that it was closed by both sides is the only sign that it was taken. */
  async #sendStream(bytes: Buffer): Promise<void> {
    const socket = this.#connect()
    const timer = setTimeout(
      () => socket.destroy(new Error('the server does not take it in time')),
      SEND_MAX_MS,
    )
    try {
      socket.resume()
      socket.end(bytes)
      await once(socket, 'close')
    } finally {
      clearTimeout(timer)
      socket.destroy()
    }
  }

  #connect(): Socket {
    const at = { host: this.#host, port: this.#port }
    return this.#way === 'tls' ? connectTls({ ...at, servername: this.#host }) : connectTcp(at)
  }
}
