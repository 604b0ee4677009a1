import { Injectable } from '@nestjs/common'
import { AccountKnowledge, Accounts, MemberFacts } from '../../account/index.js'
import { PlcIdentities } from '../../identity/index.js'
import { LifeJournal } from '../../lifecycle/index.js'
import { Refusal } from '../../refusal.js'
import type { Archive, ArchiveFile, ArchivePartName } from './archive.js'
import { ArchiveSource } from './archive-source.js'
import { textFile } from './archive-spool.js'

/** Entries of the history of an account: more than there ever are. */
const HISTORY_MAX = 10_000

/** Who the member is here, and what the public directory has of them. */
@Injectable()
export class AccountSource extends ArchiveSource {
  override readonly parts = ['account', 'identity'] as const

  constructor(
    private readonly accounts: Accounts,
    private readonly facts: MemberFacts,
    private readonly journal: LifeJournal,
    private readonly identities: PlcIdentities,
    private readonly knowledge: AccountKnowledge,
  ) {
    super()
  }

  override async *files(
    part: ArchivePartName,
    { did }: Archive,
    missing: (what: string) => void,
  ): AsyncGenerator<ArchiveFile> {
    if (part === 'account') {
      const account = await this.accounts.byDid(did)
      const facts = (await this.facts.of([did])).get(did)
      const history = await this.journal.list(did, HISTORY_MAX)
      yield textFile('account.json', { account, facts, history })
      yield textFile('known.json', await this.knowledge.of(did))
      return
    }
    const log = await this.#plcLog(did)
    if (log) yield textFile('plc-log.json', log)
    else if (did.startsWith('did:plc:')) missing('the log of the identity: the directory could not be asked')
  }

  /** The directory may be out of reach; everything else is worth having. */
  async #plcLog(did: Archive['did']): Promise<unknown[] | undefined> {
    if (!did.startsWith('did:plc:')) return undefined
    try {
      return await this.identities.log(did)
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
}
