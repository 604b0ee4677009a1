import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { DidDocuments, DidUnresolvable } from '../../identity/index.js'
import {
  Activation,
  MOVE_DIRECTIONS,
  type Move,
  MoveListStore,
  type MoveDirection,
} from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import type { MigrationDetailsDto } from './migration-details.dto.js'
import type { MigrationDto } from './migrations.dto.js'
import { stepsOf } from './migration-steps.js'

/** What may be asked of the list of accounts that move. */
export const MIGRATION_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { direction: MOVE_DIRECTIONS },
}

/** Accounts that move here or have moved away, as administrators look after them. */
@Injectable()
export class Migrations {
  constructor(
    private readonly store: MoveListStore,
    private readonly activation: Activation,
    private readonly documents: DidDocuments,
    private readonly service: ServiceConfig,
  ) {}

  /** The page that is asked for, of accounts within reach. Nobody is asked about identities. @throws {InvalidCursor} */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<MigrationDto>> {
    if (query.cursor && !isTimePlace(query.cursor.value)) throw new InvalidCursor()
    const reach = grants.reach('accounts.view') ?? []
    const filter = {
      direction: query.filters['direction'] as MoveDirection | undefined,
      domains: reach === 'everything' ? undefined : reach,
    }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, sliceOf(query)),
      () => this.store.count(filter),
    )
    const placeOf = ({ place: value, did: id }: Move) => ({ value, id })
    return pageOf(query, { found, count, placeOf, show: (move) => this.#view(move) })
  }

  /** How far an account is, after its identity was asked about. @throws {NotThere} also where it does not move */
  async find({ did }: Account): Promise<MigrationDetailsDto> {
    await this.#look(did)
    const [move] = await this.store.list({ did }, { descending: true, limit: 1, after: undefined })
    if (!move) throw new NotThere('migration')
    const { validDid, indexedRecords, expectedBlobs, importedBlobs } = await this.activation.inspect(did)
    return {
      ...this.#view(move, move.direction === 'in' ? validDid : undefined),
      progress: { records: indexedRecords, blobsExpected: expectedBlobs, blobsHere: importedBlobs },
    }
  }

  /** Where nobody answers, what was known before is good enough. */
  async #look(did: Account['did']): Promise<void> {
    try {
      await this.documents.resolve(did, { refresh: true })
    } catch (error) {
      if (!(error instanceof DidUnresolvable)) throw error
    }
  }

  #view(move: Move, isReady?: boolean): MigrationDto {
    const { did, handle, direction, since, deleteAfter, pds } = move
    return {
      ...{ did, direction, since: since.toISOString() },
      ...(handle !== undefined && { handle }),
      ...(deleteAfter && { deleteAfter: deleteAfter.toISOString() }),
      ...(pds !== undefined && { pds }),
      steps: stepsOf(move, this.service.publicUrl, isReady),
    }
  }
}
