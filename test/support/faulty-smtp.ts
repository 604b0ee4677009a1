import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls'
import { SMTP_CERTIFICATE, SMTP_KEY } from './smtp-certificate.js'

/** What the server does to the commands of a mail; each says something good unless it is told otherwise. */
export interface SmtpScript {
  /** TLS from the first byte, or offered */
  readonly tls?: 'at once' | 'STARTTLS'
  /** the only user who may sign in; nobody has to if there is none */
  readonly user?: { name: string; password: string }
  /** replies in place of the usual ones, by command; `end` comes after the content */
  readonly replies?: Partial<
    Record<'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'end', string>
  >
  /** says nothing at all */
  readonly silent?: boolean
}

const TLS = { key: SMTP_KEY, cert: SMTP_CERTIFICATE }

/** An SMTP server on loopback (RFC 5321, 3207, 4954) that goes wrong as it is told. */
export class FaultySmtp {
  /** contents that were taken */
  readonly mails: string[] = []
  readonly #sockets = new Set<Socket>()

  private constructor(
    private readonly server: Server,
    private readonly script: SmtpScript,
  ) {}

  static async start(script: SmtpScript = {}): Promise<FaultySmtp> {
    const server = script.tls === 'at once' ? createTlsServer(TLS) : createServer()
    const smtp = new FaultySmtp(server, script)
    server.on('connection', (socket: Socket) => {
      smtp.#sockets.add(socket)
      socket.on('error', () => undefined)
      if (script.tls !== 'at once') smtp.#talk(socket)
    })
    server.on('secureConnection', (socket: TLSSocket) => smtp.#talk(socket))
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return smtp
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #talk(socket: Socket, isGreeted = false): void {
    socket.on('error', () => undefined)
    const session = new Session(socket, this.script, this.mails, (secured) => this.#talk(secured, true))
    if (!isGreeted && !this.script.silent) session.say(this.script.replies?.greeting ?? '220 faulty')
  }
}

/** One conversation. */
class Session {
  #waiting = ''
  #content: string[] | undefined

  constructor(
    private readonly socket: Socket,
    private readonly script: SmtpScript,
    private readonly mails: string[],
    private readonly secured: (socket: TLSSocket) => void,
  ) {
    socket.on('data', this.#onData)
  }

  say(reply: string): void {
    this.socket.write(`${reply}\r\n`)
  }

  readonly #onData = (data: Buffer): void => {
    this.#waiting += data.toString('utf8')
    const lines = this.#waiting.split('\r\n')
    this.#waiting = lines.pop()!
    for (const line of lines) this.#hear(line)
  }

  #hear(line: string): void {
    if (this.script.silent) return
    if (this.#content) return this.#hearContent(line)
    const verb = line.split(' ', 1)[0]!.toUpperCase()
    const told = this.script.replies?.[verb as keyof SmtpScript['replies']]
    if (told) return this.say(told)
    switch (verb) {
      case 'EHLO':
        return this.#offer()
      case 'STARTTLS':
        return this.script.tls ? this.#encrypt() : this.say('502 no such command')
      case 'AUTH':
        return this.say(this.#knows(line) ? '235 welcome' : '535 5.7.8 who are you?')
      case 'DATA':
        this.#content = []
        return this.say('354 go on')
      case 'QUIT':
        return void this.socket.end('221 bye\r\n')
      default:
        return this.say('250 fine')
    }
  }

  #hearContent(line: string): void {
    if (line !== '.') return void this.#content!.push(line)
    const told = this.script.replies?.end
    if (!told) this.mails.push(this.#content!.join('\n'))
    this.#content = undefined
    this.say(told ?? '250 kept')
  }

  #offer(): void {
    const isPlain = !(this.socket instanceof TLSSocket)
    const offers = [
      'faulty',
      ...(this.script.tls === 'STARTTLS' && isPlain ? ['STARTTLS'] : []),
      ...(this.script.user ? ['AUTH PLAIN'] : []),
      'SMTPUTF8',
    ]
    this.say(offers.map((offer, i) => `250${i === offers.length - 1 ? ' ' : '-'}${offer}`).join('\r\n'))
  }

  #encrypt(): void {
    this.say('220 go on')
    this.socket.off('data', this.#onData)
    this.secured(new TLSSocket(this.socket, { isServer: true, secureContext: createSecureContext(TLS) }))
  }

  /** `AUTH PLAIN` with user and password in base64 (RFC 4616). */
  #knows(line: string): boolean {
    const [, name, password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
      .toString('utf8')
      .split('\0')
    return name === this.script.user?.name && password === this.script.user?.password
  }
}
