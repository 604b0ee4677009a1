import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { PlcIdentities } from '../../identity/index.js'
import { RepoStore } from '../../repo/index.js'
import { CrawlStatus } from '../../sync/index.js'
import { NotThere } from '../admin.errors.js'
import type { PlcLogDto, PlcLogEntryDto, RelayStatusDto } from './account-details.dto.js'

/** A relay that does not answer within this time does not say. */
const ANSWER_MAX_MS = 10_000

/** What others know of an account. */
@Injectable()
export class AccountNetwork {
  constructor(
    private readonly identities: PlcIdentities,
    private readonly repos: RepoStore,
    private readonly crawls: CrawlStatus,
  ) {}

  /** What was ever done to the identity. @throws {NotThere | PlcUnavailable} */
  async plcLog(did: Did): Promise<PlcLogDto> {
    const log = did.startsWith('did:plc:') ? await this.identities.log(did) : undefined
    if (!log) throw new NotThere('identity in the PLC directory')
    return { data: log.flatMap(entryIn) }
  }

  /** What the relays of this server know of the repository. */
  async relayStatus(did: Did): Promise<RelayStatusDto> {
    const rev = (await this.repos.head(did))?.rev
    const relays = await this.crawls.repoStatus(did, AbortSignal.timeout(ANSWER_MAX_MS))
    const data = relays.map(({ host, found, problem }) => ({
      host,
      ...(found?.active !== undefined && { active: found.active }),
      ...(found?.status !== undefined && { status: found.status }),
      ...(found?.rev !== undefined && { rev: found.rev, isCurrent: found.rev === rev }),
      ...(problem !== undefined && { problem }),
    }))
    return { ...(rev !== undefined && { rev }), data }
  }
}

/** What is no entry of a log is left out: the directory is somebody else's. */
function entryIn(value: unknown): PlcLogEntryDto[] {
  const { cid, createdAt, nullified, operation } = (value ?? {}) as Partial<
    Record<keyof PlcLogEntryDto, unknown>
  >
  if (typeof cid !== 'string' || typeof createdAt !== 'string') return []
  if (typeof operation !== 'object' || operation === null) return []
  return [{ cid, createdAt, nullified: nullified === true, operation }]
}
