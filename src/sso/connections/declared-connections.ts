import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { SsoConfig } from '../sso.config.js'
import { ConnectionDrafts, type ConnectionInput } from './connection-drafts.js'
import { ConnectionRoom } from './connection-room.js'
import { ConnectionSecrets } from './connection-secrets.js'
import { CLIENT_SECRET } from './connection-changes.js'
import type { Connection } from './connection.js'
import { DeclarationUnreadable, InvalidConnection, InvalidDeclaration } from './connections.errors.js'

/** A connection as a file declares it. */
interface Declaration extends ConnectionInput {
  /** stays the same, whatever changes: the connection is known by it */
  readonly key: string
  readonly secret?: string | undefined
  /** @default true */
  readonly enabled?: boolean | undefined
}

/** What is to become of a declaration. */
interface Planned {
  readonly former: Connection | undefined
  readonly next: Connection
  readonly secret: string | undefined
}

/** Connections that a file declares: as it says, whenever the server starts. */
@Injectable()
export class DeclaredConnections implements OnApplicationBootstrap {
  constructor(
    private readonly config: SsoConfig,
    private readonly room: ConnectionRoom,
    private readonly drafts: ConnectionDrafts,
    private readonly secrets: ConnectionSecrets,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {DeclarationUnreadable | InvalidDeclaration} the server does not start then, and nothing was changed */
  async onApplicationBootstrap(): Promise<void> {
    const { connectionsFile: file } = this.config
    if (file === undefined) return
    const planned: Planned[] = []
    for (const declaration of await read(file)) planned.push(await this.#plan(file, declaration))
    planned.push(...(await this.#withoutOthers(planned)))
    await this.work.run(async (tx) => {
      for (const one of planned) await this.#put(tx, one)
    })
    this.room.changed()
  }

  async #plan(file: string, { key, secret, enabled = true, ...input }: Declaration): Promise<Planned> {
    const id = idOf(key)
    const former = await this.room.store.find(id)
    const status = enabled ? 'enabled' : 'disabled'
    try {
      const next: Connection = former
        ? { ...(await this.drafts.change(former, input)), status }
        : { ...(await this.drafts.create(input, 'file')), id, status }
      // Nobody stands by who could say which provider is meant.
      if (next.issuer === '') throw new InvalidConnection([{ at: '/issuer', message: 'must be there' }])
      return { former, next, secret }
    } catch (error) {
      throw error instanceof InvalidConnection ? new InvalidDeclaration(file, key, error) : error
    }
  }

  /** Who is taken out of the file signs nobody in any more; people may have accounts by it, so it stays. */
  async #withoutOthers(declared: readonly Planned[]): Promise<Planned[]> {
    const ids = new Set(declared.map(({ next }) => next.id))
    const others = (await this.room.store.list()).filter(
      ({ id, managedBy }) => managedBy === 'file' && !ids.has(id),
    )
    return others.map((former) => {
      const next: Connection = { ...former, status: 'disabled', revision: former.revision + 1 }
      return { former, next, secret: undefined }
    })
  }

  async #put(tx: Queryable, { former, next, secret }: Planned): Promise<void> {
    if (!former) await this.room.store.add(tx, next)
    // Of several nodes that start at a time, one is enough.
    else if (isOther(former, next)) await this.room.store.replace(tx, next)
    if (secret !== undefined)
      await this.secrets.put(tx, { connectionId: next.id, purpose: CLIENT_SECRET }, secret)
  }
}

async function read(file: string): Promise<Declaration[]> {
  let list: unknown
  try {
    list = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new DeclarationUnreadable(file, (error as Error).message)
  }
  const isGood = (one: unknown): one is Declaration =>
    typeof (one as Partial<Declaration> | null)?.key === 'string'
  if (!Array.isArray(list) || !list.every(isGood))
    throw new DeclarationUnreadable(file, 'it must be a list of connections, each with a key')
  const keys = list.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined)
    throw new DeclarationUnreadable(file, `the key ${JSON.stringify(twice)} is there twice`)
  return list
}

/** The same id for the same key, on every node. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(`connection ${key}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function isOther(former: Connection, next: Connection): boolean {
  const textOf = ({ name, status, issuer, settings, policy }: Connection) =>
    JSON.stringify([name, status, issuer, settings, policy])
  return textOf(former) !== textOf(next)
}
