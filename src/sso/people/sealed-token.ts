import type { WrappedKey } from '../../identity/index.js'

/** The columns of a sealed ID token. */
export interface SealedRow {
  readonly id_token: Buffer | null
  readonly id_token_kek_id: string | null
}

/** What is in the columns. */
export function sealedOf({ id_token: wrapped, id_token_kek_id: kekId }: SealedRow): WrappedKey | undefined {
  return wrapped === null || kekId === null ? undefined : { wrapped, kekId }
}

/** What goes into the columns, in their order. */
export function sealedValues(sealed: WrappedKey | undefined): [Buffer | null, string | null] {
  return sealed ? [Buffer.from(sealed.wrapped), sealed.kekId] : [null, null]
}
