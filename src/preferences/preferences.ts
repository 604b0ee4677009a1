import { type LexMap, lexToJson } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { declaredAge } from './declared-age.js'
import { DECLARED_AGE_TYPE, DETAILS_TYPE, NAMESPACE } from './preference-types.js'
import { type Preference, PreferenceStore } from './preference.store.js'
import { ForeignPreference, PreferenceNotAllowed } from './preferences.errors.js'

/** What only those see and write who signed in with the account's own password. */
const PRIVATE_TYPES: ReadonlySet<string> = new Set([DETAILS_TYPE])

/** A preference as it is sent: JSON with a `$type`. */
export type PreferenceValue = Record<string, unknown> & { $type: string }

/** The private preferences of accounts, which no other account sees. */
@Injectable()
export class Preferences {
  constructor(
    private readonly store: PreferenceStore,
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /**
   * Those of an account, and what its birth date says about its age.
   * @param isFull whether the caller signed in with the account's own password
   */
  async of(did: Did, isFull: boolean): Promise<PreferenceValue[]> {
    const stored = await this.stored(did, true)
    const details = stored.find(({ $type }) => $type === DETAILS_TYPE)
    const age = details && declaredAge(details['birthDate'], new Date(this.clock.nowMs()))
    const shown = isFull ? stored : stored.filter(isShown)
    return age ? [...shown, age] : shown
  }

  /** As {@link of}, without what is worked out. */
  async stored(did: Did, isFull: boolean): Promise<PreferenceValue[]> {
    const stored = (await this.store.list(undefined, did)).map(
      ({ json }) => JSON.parse(json) as PreferenceValue,
    )
    return isFull ? stored : stored.filter(isShown)
  }

  /**
   * Puts preferences in the place of all that the account has. Those that the caller may not see stay.
   * @throws ForeignPreference, PreferenceNotAllowed; nothing is changed then
   */
  async replace(did: Did, values: readonly LexMap[], isFull: boolean): Promise<void> {
    await this.work.run(async (tx) => {
      // Of two that come at once, one is stored after the other.
      await this.accounts.lock(tx, did)
      await this.replaceWithin(tx, did, values, isFull)
    })
  }

  /** As {@link replace}, within the transaction of a caller that holds the lock of the account. */
  async replaceWithin(tx: Queryable, did: Did, values: readonly LexMap[], isFull: boolean): Promise<void> {
    const wanted = values.map(toPreference)
    if (wanted.some(({ type }) => !isOurs(type))) throw new ForeignPreference(NAMESPACE)
    const secret = wanted.filter(({ type }) => PRIVATE_TYPES.has(type))
    if (!isFull && secret.length > 0) throw new PreferenceNotAllowed(secret.map(({ type }) => type))
    // It is worked out whenever it is read; clients send back what they got.
    const kept = wanted.filter(({ type }) => type !== DECLARED_AGE_TYPE)
    const unseen = isFull
      ? []
      : (await this.store.list(tx, did)).filter(({ type }) => PRIVATE_TYPES.has(type))
    await this.store.replace(tx, did, [...kept, ...unseen])
  }
}

function isShown({ $type }: PreferenceValue): boolean {
  return !PRIVATE_TYPES.has($type)
}

function toPreference(value: LexMap): Preference {
  return { type: String(value['$type'] ?? ''), json: JSON.stringify(lexToJson(value)) }
}

function isOurs(type: string): boolean {
  return type.startsWith(`${NAMESPACE}.`)
}
