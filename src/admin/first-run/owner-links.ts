import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { AdminEntranceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { OWNER } from '../../roles/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import { OwnerLinkInvalid } from '../admin.errors.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { OwnerLinkStore } from './owner-link.store.js'

const SECRET_BYTES = 32
/** A link is good for so long: whoever starts a server for the first time has it before them. */
const LINK_MS = 60 * 60 * 1000

/** Where the dashboard takes such a link. What follows `#` is sent to no server and stands in no log. */
const PATH = '/admin/first-run#'

/**
 * Links that make the first Owner. There are some only while nobody is one; whoever has one has the machine, or is told
 * by somebody who has.
 */
@Injectable()
export class OwnerLinks {
  constructor(
    private readonly links: OwnerLinkStore,
    private readonly assignments: AssignmentStore,
    private readonly entrance: AdminEntranceConfig,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** A new link, good for an hour and once; undefined if there is an Owner. @param note writes it down first */
  async make(note?: () => Promise<void>): Promise<string | undefined> {
    if (await this.#isOwned()) return undefined
    await note?.()
    const secret = Buffer.from(this.random.bytes(SECRET_BYTES)).toString('base64url')
    const nowMs = this.clock.nowMs()
    await this.links.add(digestOf(secret), { now: new Date(nowMs), expiresAt: new Date(nowMs + LINK_MS) })
    return `${this.entrance.origin}${PATH}${secret}`
  }

  /** @throws {OwnerLinkInvalid} unless a link is good now */
  async check(secret: string): Promise<void> {
    const isGood = (await this.links.knows(digestOf(secret), this.#now())) && !(await this.#isOwned())
    if (!isGood) throw new OwnerLinkInvalid()
  }

  /** Uses a link up, as part of the caller's transaction. Nobody else becomes an Owner meanwhile. @throws {OwnerLinkInvalid} */
  async use(tx: Queryable, secret: string): Promise<void> {
    await this.assignments.lockAll(tx)
    if ((await this.#isOwned(tx)) || !(await this.links.use(tx, digestOf(secret), this.#now())))
      throw new OwnerLinkInvalid()
  }

  async #isOwned(on?: Queryable): Promise<boolean> {
    return (await this.assignments.lasting(on, OWNER.id)).length > 0
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
