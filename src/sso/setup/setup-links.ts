import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { Random, TimedId } from '../../telemetry/index.js'
import { isSame } from '../transactions/callbacks.js'
import { type SetupLink, stateOfSetupLink } from './setup-link.js'
import { SetupLinkStore } from './setup-link.store.js'
import { SetupLinkOver } from './setup.errors.js'

const TOKEN_BYTES = 32
/** Each may cause requests to wherever its holder says. */
const SAVES_MAX = 50

/** What an administrator says of a connection that others are to fill in. */
export type WantedSetup = Pick<SetupLink, 'name' | 'kind' | 'expiresAt'>

/** Links by which those fill in a connection who have no account here; what becomes of each is in the audit. */
@Injectable()
export class SetupLinks {
  constructor(
    private readonly store: SetupLinkStore,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
    private readonly random: Random,
  ) {}

  /** Makes a link. @returns it, and what its address has to say, which is kept nowhere */
  async make(
    wanted: WantedSetup,
    agent: Agent,
  ): Promise<{ readonly link: SetupLink; readonly token: string }> {
    const token = Buffer.from(this.random.bytes(TOKEN_BYTES)).toString('base64url')
    const link: SetupLink = {
      ...{ ...wanted, id: this.ids.next(), connectionId: this.ids.next(), createdAt: this.#now() },
      ...{ deviceId: undefined, openedAt: undefined, submittedAt: undefined, revokedAt: undefined },
    }
    await this.work.run(async (tx) => {
      await this.store.add(tx, link, digestOf(token))
      const { name, kind, connectionId } = link
      const after = { name, kind, connectionId, expiresAt: link.expiresAt.toISOString() }
      await this.#note(tx, link.id, 'make', agent, after)
    })
    return { link, token }
  }

  /** Makes a link good for nothing. @throws {SetupLinkOver} where it is already */
  async revoke(id: string, agent: Agent): Promise<void> {
    await this.#change(id, 'revoke', agent, (tx) => this.store.revoke(tx, id, this.#now()))
  }

  /** A link that was not opened yet, or in this browser. @throws {SetupLinkOver} */
  async byToken(token: string, deviceId: Uint8Array): Promise<SetupLink> {
    const link = await this.store.findByToken(digestOf(token))
    if (link && stateOfSetupLink(link, this.ids.nowMs()) === 'new') return link
    return this.#good(link, deviceId)
  }

  /** A link in the browser in which it was opened; one that was submitted is still found there. @throws {SetupLinkOver} */
  async find(id: string, deviceId: Uint8Array): Promise<SetupLink> {
    return this.#good(await this.store.find(id), deviceId)
  }

  /** Binds a link to a browser, once. @throws {SetupLinkOver} */
  async open({ id }: SetupLink, deviceId: Uint8Array, agent: Agent): Promise<void> {
    await this.#change(id, 'open', agent, (tx) => this.store.open(tx, id, deviceId, this.#now()))
  }

  /** Counts that something is saved, in the transaction that does it. @throws {SetupLinkOver} */
  async saved(tx: Queryable, { id }: SetupLink, agent: Agent, after: object): Promise<void> {
    if (!(await this.store.save(tx, id, this.#now(), SAVES_MAX))) throw new SetupLinkOver()
    await this.#note(tx, id, 'save', agent, after)
  }

  /** Hands in what was filled in: nothing is changed by the link any more. @throws {SetupLinkOver} */
  async submit({ id }: SetupLink, agent: Agent): Promise<void> {
    await this.#change(id, 'submit', agent, (tx) => this.store.submit(tx, id, this.#now()))
  }

  #good(link: SetupLink | undefined, deviceId: Uint8Array): SetupLink {
    const isGood = link && ['opened', 'submitted'].includes(stateOfSetupLink(link, this.ids.nowMs()))
    if (!isGood || !link.deviceId || !isSame(link.deviceId, deviceId)) throw new SetupLinkOver()
    return link
  }

  async #change(id: string, deed: string, agent: Agent, act: (tx: Queryable) => Promise<boolean>) {
    await this.work.run(async (tx) => {
      if (!(await act(tx))) throw new SetupLinkOver()
      await this.#note(tx, id, deed, agent)
    })
  }

  #note(tx: Queryable, id: string, deed: string, agent: Agent, after?: object): Promise<unknown> {
    const target = { type: 'setup-link', id }
    return this.audit.record(tx, agent, { action: `setup-link.${deed}`, target, ...(after && { after }) })
  }

  #now(): Date {
    return new Date(this.ids.nowMs())
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
