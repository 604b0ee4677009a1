import type { PlcState } from '@guildhall/identity'

/** The steps of a move, in their order. */
export const STEPS = [
  'account',
  'repository',
  'blobs',
  'preferences',
  'identity',
  'activation',
  'deactivation',
] as const

export type Step = (typeof STEPS)[number]

/** What was taken from the old server. */
export interface ExportedRepo {
  /** of the commit and of the tree, as text */
  commit: string
  data: string
  rev: string
  records: number
  blobs: number
}

/** A change of an identity that may have broken off. */
export interface UnfinishedChange {
  /** whether the code that allows it was mailed, and not used yet */
  isCodeMailed?: boolean
  /** the change, signed: until the directory has it */
  operation?: object | undefined
}

/** How far a move is. Kept on disk: it holds neither passwords nor tokens. */
export interface MoveState {
  version: 1
  did: string
  from: string
  to: string
  /** the handle before, and the one here */
  oldHandle: string
  newHandle: string
  email: string
  done: Step[]
  repo?: ExportedRepo
  /** blobs that the old server does not have itself */
  blobsGone: string[]
  /** what the directory said before it was changed */
  identityBefore?: PlcState
  /** the change of the identity, and the one that takes it back */
  wayHere?: UnfinishedChange
  wayBack?: UnfinishedChange
  /** whether the new server has mailed the code that allows to delete the account there */
  isDeletionMailed?: boolean
}
