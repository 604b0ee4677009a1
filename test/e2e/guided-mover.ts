import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../support/eventually.js'
import { codeIn, hasCode, type SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD } from './accounts.js'
import type { ServerProcess } from './server-process.js'

const LOOKS_MAX = 600
const LOOK_PAUSE_MS = 100

/** A move as the administration shows it. */
export interface ShownMove {
  readonly did: string
  readonly steps: readonly { readonly name: string; readonly state: string }[]
  readonly progress: object
  readonly invitation: { readonly state: string; readonly problem?: string }
}

/** The administrator's password of one of our servers. */
export function adminPasswordOf(server: ServerProcess): Promise<string> {
  return readFile(join(server.dataDirectory, 'secrets', 'admin-password'), 'utf8').then((text) => text.trim())
}

/** Somebody who is invited to move, follows the link in a browser without scripts, and whoever has invited them. */
export class GuidedMover {
  #cookie = ''
  #place = ''
  #html = ''
  #id = ''
  #link = ''
  #codesSeen = 0
  /** How many letters had a link when the last one was asked for. */
  #linksSeen: number

  constructor(
    private readonly mail: SmtpSink,
    private readonly server: ServerProcess,
    private readonly adminPassword: string,
    private readonly member: { readonly did: string; readonly email: string },
  ) {
    this.#linksSeen = this.#links().length
  }

  /** The link of the letter. */
  get link(): string {
    return this.#link
  }

  /** Calls the administration. */
  async admin(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const credentials = Buffer.from(`admin:${this.adminPassword}`).toString('base64')
    const answer = await fetch(`${this.server.url}/admin/v1/${path}`, {
      method,
      headers: {
        authorization: `Basic ${credentials}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, json: JSON.parse(text || '{}') as Record<string, unknown> }
  }

  /** Has the letter sent. */
  async invite(): Promise<void> {
    const { json } = await this.inviteAgain()
    const [made] = json.data as { id: string; problem?: string }[]
    if (made?.problem !== undefined) throw new Error(JSON.stringify(made))
    this.#id = made!.id
    await this.#readLetter()
  }

  /** Has another link sent. */
  async resend(): Promise<void> {
    this.#linksSeen = this.#links().length
    const { json } = await this.admin('POST', `migrations/${this.#id}/resend`)
    if (json.url !== undefined || !json.invitation) throw new Error(JSON.stringify(json))
    await this.#readLetter()
  }

  /** Asks for the same once more. */
  inviteAgain() {
    const { did: account, email } = this.member
    return this.admin('POST', 'migrations', { direction: 'in', accounts: [{ account, email }] })
  }

  retry() {
    return this.admin('POST', `migrations/${this.#id}/retry`)
  }

  rollBack(reason = 'why') {
    return this.admin('POST', `migrations/${this.#id}/rollback`, { reason })
  }

  get id(): string {
    return this.#id
  }

  /** Opens the link in a browser of its own, and says that it is to begin. */
  async follow(): Promise<number> {
    this.#cookie = ''
    const opened = await this.#get(this.#link)
    if (opened !== 200) return opened
    return this.#send({ token: new URL(this.#link).searchParams.get('link')! })
  }

  /** Fills in the form. @returns the page that follows */
  async begin(more: Record<string, string> = {}): Promise<string> {
    await this.#send({
      oldPassword: PASSWORD,
      password: PASSWORD,
      email: '',
      handle: this.#handle(),
      ...more,
    })
    return this.#html
  }

  /** Fills in a code: the one that the old server has mailed last, unless another one is given. */
  async giveCode(code?: string): Promise<void> {
    const wanted = code ?? (await this.#lastCode())
    await this.page()
    await this.#send({ code: wanted })
  }

  /** Sends a form with nothing but what every form has. */
  async goOn(more: Record<string, string> = {}): Promise<void> {
    await this.page()
    await this.#send(more)
  }

  /** The status of the page as it is now. */
  look(): Promise<number> {
    return this.#get(this.#place)
  }

  /** The page as it is now. */
  async page(): Promise<string> {
    await this.#get(this.#place)
    return this.#html
  }

  async show(): Promise<ShownMove> {
    return (await this.admin('GET', `migrations/${this.#id}`)).json as unknown as ShownMove
  }

  async state(): Promise<string> {
    return (await this.show()).invitation.state
  }

  /** Waits until the move has come to a state; a move that fails instead says why. */
  async until(state: string): Promise<ShownMove> {
    let last = await this.show()
    for (let looks = 0; last?.invitation.state !== state; looks++) {
      if (looks > LOOKS_MAX) throw new Error(`the move is ${JSON.stringify(last.invitation)}`)
      if (looks > 0) await sleep(LOOK_PAUSE_MS)
      last = await this.show()
      if (state !== 'failed' && last.invitation.state === 'failed') throw new Error(last.invitation.problem)
    }
    return last
  }

  /** The link of the letter that comes next; one with a code may still come before it. */
  async #readLetter(): Promise<void> {
    await eventually(() => Promise.resolve(this.#links().length > this.#linksSeen))
    this.#link = this.#links().at(-1)!
  }

  #links(): string[] {
    const letters = this.mail.to(this.member.email)
    return letters.flatMap(({ body }) => /http:\/\/\S+\/move\?link=[\w-]+/.exec(body)?.[0] ?? [])
  }

  /** Each is mailed before the move waits for it; it may be a moment until it is here. */
  async #lastCode(): Promise<string> {
    const mails = () => this.mail.to(this.member.email).filter(hasCode)
    await eventually(() => Promise.resolve(mails().length > this.#codesSeen))
    this.#codesSeen = mails().length
    return codeIn(mails().at(-1)!)
  }

  #handle(): string {
    return /name="handle"[^>]*value="([^"]*)"/.exec(this.#html)?.[1] ?? ''
  }

  async #send(fields: Record<string, string>): Promise<number> {
    const csrf = /name="csrf" value="([^"]*)"/.exec(this.#html)?.[1] ?? ''
    const form = /<form[^>]* action="([^"]*)"/.exec(this.#html)
    if (!form) throw new Error(this.#html)
    const action = form[1]!
    const answer = await fetch(`${this.server.url}${action}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: this.#cookie,
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.server.url,
      },
      body: new URLSearchParams({ csrf, decision: 'accept', ...fields }),
    })
    if (answer.status === 303)
      return this.#get(new URL(answer.headers.get('location')!, this.server.url).href)
    this.#html = await answer.text()
    return answer.status
  }

  async #get(url: string): Promise<number> {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: this.#cookie } })
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0]
    if (cookie !== undefined) this.#cookie = cookie
    if (answer.status === 303)
      return this.#get(new URL(answer.headers.get('location')!, this.server.url).href)
    this.#place = url
    this.#html = await answer.text()
    return answer.status
  }
}
