import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A mail as it arrived. */
export interface ReceivedMail {
  to: string
  from: string
  subject: string
  /** all parts, decoded */
  body: string
}

type Verdict = string | undefined

/** A mail that does not come makes a test fail, not wait for ever. */
const WAIT_MAX_MS = 30_000

/** A small SMTP server on loopback (RFC 5321) that keeps what it gets. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = []
  /** What it says to a recipient, if it does not take the mail. */
  verdict: (address: string) => Verdict = () => undefined
  /** recipients that were offered, taken or not */
  readonly offered: string[] = []
  readonly #sockets = new Set<Socket>()

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmtpSink> {
    const server = createServer()
    const sink = new SmtpSink(server)
    server.on('connection', (socket) => sink.#talk(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return sink
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Waits for a mail to an address after the first `after`. */
  async next(address: string, after = 0): Promise<ReceivedMail> {
    const deadline = performance.now() + WAIT_MAX_MS
    for (;;) {
      const mail = this.to(address)[after]
      if (mail) return mail
      if (performance.now() > deadline) throw new Error(`no mail came to ${address}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  to(address: string): ReceivedMail[] {
    return this.mails.filter(({ to }) => to === address.toLowerCase())
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.setEncoding('utf8')
    let waiting = ''
    let content: string[] | undefined
    let envelope = { from: '', to: '' }
    const say = (line: string) => socket.write(`${line}\r\n`)
    const hear = (line: string): void => {
      if (content && line !== '.') return void content.push(line.startsWith('..') ? line.slice(1) : line)
      if (content) {
        this.mails.push(parse(envelope, content))
        content = undefined
        return void say('250 kept')
      }
      const [, address = ''] = /<([^>]*)>/.exec(line) ?? []
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') return void say('250-sink\r\n250 SMTPUTF8')
      if (verb === 'MAIL') envelope = { from: address, to: '' }
      if (verb === 'RCPT') {
        this.offered.push(address)
        const verdict = this.verdict(address)
        if (verdict) return void say(verdict)
        envelope.to = address.toLowerCase()
      }
      if (verb === 'DATA') {
        content = []
        return void say('354 go on')
      }
      if (verb === 'QUIT') return void socket.end('221 bye\r\n')
      say('250 fine')
    }
    socket.on('data', (data) => {
      waiting += String(data)
      const lines = waiting.split('\r\n')
      waiting = lines.pop()!
      lines.forEach(hear)
    })
    say('220 sink')
  }
}

function parse({ from, to }: { from: string; to: string }, lines: readonly string[]): ReceivedMail {
  const text = lines.join('\n')
  const head = text.slice(0, text.indexOf('\n\n')).replace(/\n[ \t]+/g, ' ')
  const [, subject = ''] = /^Subject: (.*)$/im.exec(head) ?? []
  // Quoted-printable (RFC 2045), which leaves plain text as it is.
  const body = text
    .replace(/=\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
  return { from, to, subject, body }
}

const CODE = /\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/

/** Whether a mail is one with a code. */
export function hasCode({ body }: ReceivedMail): boolean {
  return CODE.test(body)
}

/** The code in a mail. */
export function codeIn({ body }: ReceivedMail): string {
  const [code] = CODE.exec(body) ?? []
  if (!code) throw new Error(`there is no code in the mail: ${body}`)
  return code
}
