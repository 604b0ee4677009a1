import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AppPasswords, type SecurityEvent, SecurityEvents, SignOut } from '../../account/index.js'
import { ConnectedApps } from '../../oauth/index.js'
import { PreferenceExport } from '../../preferences/index.js'
import type { Archive, ArchiveFile, ArchivePartName } from './archive.js'
import { ArchiveSource } from './archive-source.js'
import { textFile } from './archive-spool.js'

/** Events read at a time. */
const BATCH = 200

/** What only the member sees: preferences, sessions, what they have allowed to whom. */
@Injectable()
export class PrivateSource extends ArchiveSource {
  override readonly parts = ['preferences', 'sessions', 'consents'] as const

  constructor(
    private readonly preferences: PreferenceExport,
    private readonly signOut: SignOut,
    private readonly passwords: AppPasswords,
    private readonly events: SecurityEvents,
    private readonly apps: ConnectedApps,
  ) {
    super()
  }

  override async *files(part: ArchivePartName, { did }: Archive): AsyncGenerator<ArchiveFile> {
    if (part === 'preferences') yield await this.#preferences(did)
    else if (part === 'sessions') {
      const sessions = await this.signOut.openSessions(did)
      yield textFile('sessions.json', { sessions, appPasswords: await this.passwords.list(did) })
      yield textFile('security-events.json', await this.#events(did))
    } else yield textFile('consents.json', await this.apps.listOf(did, 'en'))
  }

  async #preferences(did: Did): Promise<ArchiveFile> {
    const lines: Buffer[] = []
    for await (const line of this.preferences.lines(did, true)) lines.push(Buffer.from(line))
    const bytes = Buffer.concat(lines)
    return { name: 'preferences.jsonl', size: bytes.length, open: () => [bytes] }
  }

  async #events(did: Did): Promise<SecurityEvent[]> {
    const all: SecurityEvent[] = []
    let cursor: string | undefined
    do {
      const page = await this.events.list(did, cursor, BATCH)
      all.push(...page.events)
      cursor = page.cursor
    } while (cursor !== undefined)
    return all
  }
}
