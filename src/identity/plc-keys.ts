import { Injectable } from '@nestjs/common'
import { K256Key } from '@guildhall/crypto'
import { Secrets } from '../config/index.js'

/** The keys with which this server can change identities: its own, and those that were its own before. */
@Injectable()
export class PlcKeys {
  readonly own: K256Key
  readonly former: readonly K256Key[]

  constructor(secrets: Secrets) {
    this.own = K256Key.fromHex(secrets.plcRotationKeyHex)
    this.former = secrets.formerPlcRotationKeysHex
      .map((hex) => K256Key.fromHex(hex))
      .filter(({ didKey }) => didKey !== this.own.didKey)
  }

  /** The one that signs for an identity with these rotation keys; undefined: none may. @param didKeys public */
  among(didKeys: readonly string[]): K256Key | undefined {
    return [this.own, ...this.former].find(({ didKey }) => didKeys.includes(didKey))
  }

  /** Whether a key was our own before. @param didKey public */
  isFormer(didKey: string): boolean {
    return this.former.some((key) => key.didKey === didKey)
  }
}
