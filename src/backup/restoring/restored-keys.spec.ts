import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secrets, type SecretsConfig } from '../../config/index.js'
import type { Random } from '../../telemetry/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import { RestoredKeys } from './restored-keys.js'

const FROM_BACKUP = 'ab'.repeat(32)

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'guildhall-keys-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

describe('RestoredKeys', () => {
  it('puts the secrets of a backup in place, and the former ones back', async () => {
    const other = { otherKeyEncryptionKeysHex: [], formerPlcRotationKeysHex: [] }
    const secrets = Secrets.open({ jwtSecret: 'given', ...other } as unknown as SecretsConfig, directory)
    const keys = new RestoredKeys(secrets, {} as Random)
    const exported = { 'jwt-secret': FROM_BACKUP, 'key-encryption-key': FROM_BACKUP }
    const reader = { secrets: async () => ({ secrets: exported, otherKeyEncryptionKeys: [] }) }
    const kept = () => readFileSync(join(directory, 'secrets', 'key-encryption-key'), 'utf8').trim()
    const before = kept()
    expect(await keys.takeOver(reader as unknown as ArchiveReader)).toEqual(['key-encryption-key'])
    expect(kept()).toBe(FROM_BACKUP)
    keys.giveBack()
    expect(kept()).toBe(before)
  })
})
