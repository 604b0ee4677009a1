import { createECDH, createPublicKey, type KeyObject } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { thumbprintOf } from '@guildhall/oauth'
import { KeyVault, VaultError } from '../../identity/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import { OauthKeyTable } from './oauth-key-table.js'
import { OauthKeyStore, type StoredOauthKey } from './oauth-key.store.js'

const SECRET_BYTES = 32
const COORDINATE_BYTES = 32
const DAY_MS = 24 * 60 * 60 * 1000

/** A key signs for so long before another one is made. */
const KEY_LIFETIME_MS = 90 * DAY_MS
/** And is kept for longer than any token that it has signed is good. */
const KEY_KEPT_MS = KEY_LIFETIME_MS + DAY_MS
/** The database is asked for keys that are not known at most so often: anybody may send tokens that name some. */
const RELOAD_MIN_MS = 1_000

/** A key with its secret, as oidc-provider takes it. */
export interface OauthSigningJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}

/** The keys that sign access tokens of OAuth. All nodes have the same ones; secrets are stored encrypted. */
@Injectable()
export class OauthKeys implements OnModuleInit {
  #jwks: readonly OauthSigningJwk[] = []
  #newestMs = 0
  #loadedMs = 0
  #reloading: Promise<void> | undefined
  readonly #public = new Map<string, KeyObject>()

  constructor(
    private readonly store: OauthKeyStore,
    private readonly table: OauthKeyTable,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.renew()
  }

  /** All keys that can be opened, the one that signs first. */
  get jwks(): readonly OauthSigningJwk[] {
    return this.#jwks
  }

  /** The public key of a key id; one that another node has made is found a moment later. */
  publicKey(kid: string): KeyObject | undefined {
    const known = this.#public.get(kid)
    if (!known) this.#reload()
    return known
  }

  /** Makes a new key if the newest one is old or there is none, drops what is good for nothing, and reads them all. */
  async renew(): Promise<number> {
    await this.#load()
    const nowMs = this.clock.nowMs()
    if (this.#newestMs > nowMs - KEY_LIFETIME_MS) return 0
    await this.store.add(await this.#newKey(), new Date(nowMs - KEY_LIFETIME_MS))
    await this.store.removeOlder(new Date(nowMs - KEY_KEPT_MS))
    await this.#load()
    return 1
  }

  async #newKey(): Promise<StoredOauthKey> {
    const secret = this.random.bytes(SECRET_BYTES)
    const { kid } = jwkOf(secret)
    const wrapped = await this.vault.wrap(secret, this.table.contextOf(kid))
    return { kid, ...wrapped, createdAt: new Date(this.clock.nowMs()) }
  }

  async #load(): Promise<void> {
    this.#loadedMs = this.clock.nowMs()
    const stored = await this.store.list()
    const opened = await Promise.all(stored.map((key) => this.#open(key)))
    const jwks = opened.filter((jwk) => jwk !== undefined)
    this.#jwks = jwks
    this.#newestMs = stored[0]?.createdAt.getTime() ?? 0
    this.#public.clear()
    for (const { kty, crv, x, y, kid } of jwks)
      this.#public.set(kid, createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }))
  }

  /** Like those of accounts, keys that cannot be opened hold nobody up who does not need them. */
  async #open(key: StoredOauthKey): Promise<OauthSigningJwk | undefined> {
    try {
      return jwkOf(await this.vault.unwrap(key, this.table.contextOf(key.kid)))
    } catch (error) {
      if (error instanceof VaultError) return undefined
      throw error
    }
  }

  #reload(): void {
    if (this.#reloading || this.clock.nowMs() - this.#loadedMs < RELOAD_MIN_MS) return
    // What fails now is tried again with the next unknown key.
    this.#reloading = this.#load()
      .catch(() => undefined)
      .finally(() => (this.#reloading = undefined))
  }
}

function jwkOf(secret: Uint8Array): OauthSigningJwk {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const coordinate = (index: number) =>
    point.subarray(1 + index * COORDINATE_BYTES, 1 + (index + 1) * COORDINATE_BYTES).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(0), y: coordinate(1) } as const
  const d = Buffer.from(secret).toString('base64url')
  return { ...jwk, d, kid: thumbprintOf(jwk), alg: 'ES256', use: 'sig' }
}
