import { readFile } from 'node:fs/promises'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { SsoConfig } from '../sso.config.js'
import { ConnectionRoom } from './connection-room.js'
import { ConnectionSecrets } from './connection-secrets.js'
import { CLIENT_SECRET } from './connection-changes.js'
import type { Connection } from './connection.js'
import { DeclarationUnreadable } from './connections.errors.js'
import { type Declaration, DeclarationPlans, type Planned } from './declaration-plans.js'

/** Connections that a file declares: as it says, whenever the server starts. */
@Injectable()
export class DeclaredConnections implements OnApplicationBootstrap {
  constructor(
    private readonly config: SsoConfig,
    private readonly room: ConnectionRoom,
    private readonly plans: DeclarationPlans,
    private readonly secrets: ConnectionSecrets,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {DeclarationUnreadable | InvalidDeclaration} the server does not start then, and nothing was changed */
  async onApplicationBootstrap(): Promise<void> {
    const { connectionsFile: file } = this.config
    if (file === undefined) return
    const planned: Planned[] = []
    for (const declaration of await read(file)) planned.push(await this.plans.of(file, declaration))
    planned.push(...(await this.#withoutOthers(planned)))
    await this.work.run(async (tx) => {
      for (const one of planned) await this.#put(tx, one)
    })
    this.room.changed()
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

  async #put(tx: Queryable, planned: Planned): Promise<void> {
    const { former, next, secret } = planned
    if (!former) await this.room.store.add(tx, next)
    // Of several nodes that start at a time, one is enough.
    else if (isOther(former, next)) await this.room.store.replace(tx, next)
    if (secret !== undefined)
      await this.secrets.put(tx, { connectionId: next.id, purpose: CLIENT_SECRET }, secret)
    await this.plans.kept(tx, planned)
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

function isOther(former: Connection, next: Connection): boolean {
  const textOf = ({ name, status, issuer, settings, policy }: Connection) =>
    JSON.stringify([name, status, issuer, settings, policy])
  return textOf(former) !== textOf(next)
}
