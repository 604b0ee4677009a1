/** Which labels may stand in front of a domain on which this service gives out handles. */
export interface HandleRules {
  /** Fewest characters of a label. */
  readonly lengthMin: number
  /** Most characters of a label. */
  readonly lengthMax: number
  /** Most labels: 2 lets `alice.sales` stand in front of the domain. */
  readonly labelsMax: number
  /** Whether the domain itself is a handle, which only administrators give out. */
  readonly bareDomain: boolean
  /** Names that are kept back, as `reservedForm` writes them. */
  readonly reserved: ReadonlySet<string>
}

/** Longest label of the DNS. */
export const LABEL_LENGTH_MAX = 63

/** More levels of names than any organization needs. */
export const LABELS_MAX = 5
