import type { CID } from 'multiformats/cid'

/** A value of the data model (atproto.com/specs/data-model) as JavaScript has it. */
export type LexValue = null | boolean | number | string | Uint8Array | CID | LexValue[] | LexMap

/** A map of the data model. A name without a value (`undefined`) counts as not there. */
export type LexMap = { [name: string]: LexValue | undefined }

/** What JSON can say. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue }

/** Deepest nesting of lists and maps that is read or written. */
export const DEPTH_MAX = 128
