import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { Injectable } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { Random, TimedId } from '../../telemetry/index.js'
import { ConnectionSecrets } from '../connections/connection-secrets.js'
import { SamlPartyStore, type ServiceKey, type ServiceKeyState } from './saml-party.store.js'
import { selfSignedCertificate } from './self-signed-certificate.js'

const MODULUS_BITS = 2048
const DAY_MS = 24 * 60 * 60 * 1000
/** Clocks of providers may be behind. */
const EARLIER_MS = DAY_MS
const LIFE_MS = 10 * 365 * DAY_MS
const SERIAL_BYTES = 15

/** A key with its private part. */
export interface OpenedKey extends ServiceKey {
  /** PKCS #8, PEM */
  readonly secret: string
}

/** The keys that this server has for a provider: they sign its requests, and open what is encrypted for it. */
@Injectable()
export class ServiceKeys {
  constructor(
    private readonly store: SamlPartyStore,
    private readonly secrets: ConnectionSecrets,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
    private readonly random: Random,
  ) {}

  /** All of a connection, without their secrets; the first is made where there is none. */
  async list(connectionId: string): Promise<ServiceKey[]> {
    const known = await this.store.listKeys(connectionId)
    if (known.some(({ state }) => state === 'current')) return known
    const made = await this.generate(connectionId, 'current')
    // Another node may have been faster: then its key is the one.
    await this.work.run((tx) => this.add(tx, made))
    return this.store.listKeys(connectionId)
  }

  /** All of a connection with their secrets, the current one first. @throws {VaultError} */
  async open(connectionId: string): Promise<[OpenedKey, ...OpenedKey[]]> {
    const keys = await this.list(connectionId)
    const opened = await Promise.all(
      keys.map(async (key) => ({ ...key, secret: (await this.secrets.read(secretKeyOf(key)))! })),
    )
    const rank = ({ state }: ServiceKey) => ['current', 'next', 'former'].indexOf(state)
    return opened.sort((a, b) => rank(a) - rank(b)) as [OpenedKey, ...OpenedKey[]]
  }

  /** Makes a key, which takes some tenths of a second: outside of any transaction. */
  async generate(connectionId: string, state: ServiceKeyState): Promise<OpenedKey> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: MODULUS_BITS,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const nowMs = this.ids.nowMs()
    const expiresAt = new Date(nowMs + LIFE_MS)
    const certificate = selfSignedCertificate({
      key: privateKey,
      name: `SAML ${connectionId}`,
      serial: BigInt(`0x01${Buffer.from(this.random.bytes(SERIAL_BYTES)).toString('hex')}`),
      from: new Date(nowMs - EARLIER_MS),
      until: expiresAt,
    })
    const createdAt = new Date(nowMs)
    return { id: this.ids.next(), connectionId, state, certificate, createdAt, expiresAt, secret: privateKey }
  }

  /** Keeps a key; `false` if there is one of its state. */
  async add(tx: Queryable, key: OpenedKey): Promise<boolean> {
    if (!(await this.store.addKey(tx, key))) return false
    await this.secrets.put(tx, secretKeyOf(key), key.secret)
    return true
  }
}

/** What is encrypted for us can be opened, and what we sign be verified, as long as its key is one of these. */
function secretKeyOf({ id, connectionId }: ServiceKey) {
  return { connectionId, purpose: `saml-${id}` }
}
