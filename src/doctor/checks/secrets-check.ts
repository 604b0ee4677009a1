import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SecretsConfig } from '../../config/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'secrets'
const OTHERS = 0o077
const RANDOM = 'openssl rand -hex 32'
/** Fewer characters can be guessed. */
const LENGTH_MIN = { PDS_JWT_SECRET: 32, PDS_ADMIN_PASSWORD: 12 } as const
/** A key of 32 bytes has more different ones, if it is random at all. */
const DIFFERENT_BYTES_MIN = 12

/** Who may read the secrets, and whether those that were given can be guessed. */
export const secretsCheck: Check = {
  name: NAME,
  look: (patient) => {
    const problems = [...files(patient), ...weak(patient)]
    return Promise.resolve(problems.length > 0 ? problems : [describe(patient)])
  },
}

function describe({ service }: Patient): Finding {
  const directory = directoryOf(service.dataDirectory)
  return existsSync(directory)
    ? ok(NAME, 'secrets_good', { place: directory })
    : ok(NAME, 'secrets_to_come', {})
}

function files({ service }: Patient): Finding[] {
  const directory = directoryOf(service.dataDirectory)
  if (!existsSync(directory)) return []
  const open = [directory, ...readdirSync(directory).map((name) => join(directory, name))]
  return open
    .filter((path) => statSync(path).mode & OTHERS)
    .map((place) =>
      failed(NAME, 'secret_open', { place }, advice('close_to_others', `chmod go-rwx ${place}`)),
    )
}

function weak({ environment }: Patient): Finding[] {
  const { jwtSecret, adminPassword, plcRotationKeyHex, keyEncryptionKeyHex } =
    environment.section(SecretsConfig)
  return [
    ...short('PDS_JWT_SECRET', jwtSecret),
    ...short('PDS_ADMIN_PASSWORD', adminPassword),
    ...monotonous('PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX', plcRotationKeyHex),
    ...monotonous('PDS_KEY_ENCRYPTION_KEY_HEX', keyEncryptionKeyHex),
  ]
}

function short(env: keyof typeof LENGTH_MIN, secret: string | undefined): Finding[] {
  if (secret === undefined || secret.length >= LENGTH_MIN[env]) return []
  const values = { variable: env, length: secret.length }
  return [warning(NAME, 'secret_short', values, advice('set_random', RANDOM))]
}

function monotonous(env: string, hex: string | undefined): Finding[] {
  if (hex === undefined || new Set(Buffer.from(hex, 'hex')).size >= DIFFERENT_BYTES_MIN) return []
  return [warning(NAME, 'secret_not_random', { variable: env }, advice('make_random', RANDOM))]
}

const directoryOf = (dataDirectory: string): string => join(dataDirectory, 'secrets')
