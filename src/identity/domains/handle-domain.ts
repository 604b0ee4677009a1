import { LABEL_LENGTH_MAX, LABELS_MAX } from '../handle-rules.js'

/** Who chooses handles below a domain: everybody, those who sign up and nobody later, or administrators for them. */
export const HANDLE_CHOOSERS = ['members', 'new-members', 'administrators'] as const
export type HandleChooser = (typeof HANDLE_CHOOSERS)[number]

/** Names that are kept back besides the usual ones, and usual ones that are not. */
export interface ReservedChanges {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** What holds for handles below a domain; what is absent is as everywhere. */
export interface DomainPolicy {
  readonly lengthMin?: number | undefined
  readonly lengthMax?: number | undefined
  readonly labelsMax?: number | undefined
  readonly reserved?: ReservedChanges | undefined
  readonly chosenBy?: HandleChooser | undefined
}

/** A domain, as it is kept. Those of the environment are kept only with what was said about them. */
export interface KeptDomain {
  /** proves that whoever adds the domain has it: stands in its DNS */
  readonly token?: string | undefined
  readonly addedAt?: string | undefined
  readonly verifiedAt?: string | undefined
  readonly policy?: DomainPolicy | undefined
}

/** All of them, by name, without a leading dot. */
export type KeptDomains = Readonly<Record<string, KeptDomain>>

/** A domain below which accounts have handles, or will. */
export interface HandleDomain extends KeptDomain {
  /** without a leading dot */
  readonly domain: string
  readonly source: 'environment' | 'default' | 'database'
  /** whether handles are given out */
  readonly isInUse: boolean
  readonly policy: DomainPolicy
}

/** Bounds of a policy's numbers. */
export const POLICY_LIMITS = { lengthMax: LABEL_LENGTH_MAX, labelsMax: LABELS_MAX } as const
