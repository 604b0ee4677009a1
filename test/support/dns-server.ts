import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

const TXT = 16
const HEADER_BYTES = 12
const ANSWERED = 0x8180
const NO_SUCH_NAME = 0x8183
/** Ends a name within an answer: "as in the question". */
const NAME_OF_QUESTION = 0xc00c
const TTL_S = 1

/** A name server on a port of its own that knows TXT entries and nothing else. */
export class DnsServer {
  readonly #entries = new Map<string, string[]>()
  /** Names that were asked for, in order. */
  readonly asked: string[] = []
  /** Answers nobody while true. */
  silent = false

  private constructor(private readonly socket: Socket) {
    socket.on('message', (question, from) => this.#answer(question, from))
  }

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    return new DnsServer(socket)
  }

  /** For PDS_HANDLE_BACKUP_NAMESERVERS. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`
  }

  /** Makes a name have these entries; none: there is no such name. */
  set(name: string, ...texts: string[]): void {
    this.#entries.set(name.toLowerCase(), texts)
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()))
  }

  #answer(question: Buffer, from: RemoteInfo): void {
    const { name, end, type } = readQuestion(question)
    this.asked.push(name)
    if (this.silent) return
    const texts = type === TXT ? (this.#entries.get(name) ?? []) : []
    const head = Buffer.alloc(HEADER_BYTES)
    question.copy(head, 0, 0, 2)
    head.writeUInt16BE(texts.length > 0 ? ANSWERED : NO_SUCH_NAME, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(texts.length, 6)
    const answer = Buffer.concat([head, question.subarray(HEADER_BYTES, end), ...texts.map(entryOf)])
    this.socket.send(answer, from.port, from.address)
  }
}

function readQuestion(question: Buffer): { name: string; end: number; type: number } {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5, type: question.readUInt16BE(at + 1) }
}

function entryOf(text: string): Buffer {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(13)
  head.writeUInt16BE(NAME_OF_QUESTION, 0)
  head.writeUInt16BE(TXT, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(TTL_S, 6)
  head.writeUInt16BE(bytes.length + 1, 10)
  head.writeUInt8(bytes.length, 12)
  return Buffer.concat([head, bytes])
}
