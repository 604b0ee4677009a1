import type { Did } from '@guildhall/syntax'

/** A service as operations have it. */
export interface PlcService {
  readonly type: string
  readonly endpoint: string
}

/** All that the PLC directory knows about a DID at a time. */
export interface PlcState {
  /** Who may change the DID, as `did:key`, the strongest first. */
  readonly rotationKeys: readonly string[]
  /** Signing keys by name, as `did:key`. */
  readonly verificationMethods: Readonly<Record<string, string>>
  /** Other names, handles as `at://…`. */
  readonly alsoKnownAs: readonly string[]
  /** By name. */
  readonly services: Readonly<Record<string, PlcService>>
}

/** Makes a DID or changes it as a whole. */
export interface PlcOperation extends PlcState {
  readonly type: 'plc_operation'
  /** CID of the operation before; null for the first. */
  readonly prev: string | null
  /** base64url without padding. */
  readonly sig: string
}

/** Ends a DID. */
export interface PlcTombstone {
  readonly type: 'plc_tombstone'
  readonly prev: string
  readonly sig: string
}

/** The old form of a first operation. There are many in the logs; no new ones are made. */
export interface PlcCreate {
  readonly type: 'create'
  readonly signingKey: string
  readonly recoveryKey: string
  readonly handle: string
  readonly service: string
  readonly prev: null
  readonly sig: string
}

/** What can stand in the log of a DID (did:plc specification, "Operation Serialization"). */
export type PlcLogOperation = PlcOperation | PlcTombstone | PlcCreate

/** An operation that is yet to be signed. */
export type Unsigned<T> = Omit<T, 'sig'>

const PLC_DID = /^did:plc:[a-z2-7]{24}$/

/** Tells whether a text is a did:plc, by its syntax. */
export function isPlcDid(did: string): did is Did {
  return PLC_DID.test(did)
}

/**
 * What a DID is after an operation; the old form is read as the present one.
 * @returns `undefined` after a tombstone
 */
export function plcStateOf(operation: PlcOperation | PlcCreate): PlcState
export function plcStateOf(operation: PlcLogOperation): PlcState | undefined
export function plcStateOf(operation: PlcLogOperation): PlcState | undefined {
  switch (operation.type) {
    case 'plc_tombstone':
      return undefined
    case 'create':
      return stateOfCreate(operation)
    case 'plc_operation': {
      const { rotationKeys, verificationMethods, alsoKnownAs, services } = operation
      return { rotationKeys, verificationMethods, alsoKnownAs, services }
    }
  }
}

function stateOfCreate({ recoveryKey, signingKey, handle, service }: PlcCreate): PlcState {
  return {
    rotationKeys: [recoveryKey, signingKey],
    verificationMethods: { atproto: signingKey },
    alsoKnownAs: [handle.startsWith('at://') ? handle : `at://${handle.replace(/https?:\/\//, '')}`],
    services: {
      atproto_pds: {
        type: 'AtprotoPersonalDataServer',
        endpoint: /^https?:\/\//.test(service) ? service : `https://${service}`,
      },
    },
  }
}
