import type { JsonValue, LexValue } from '@guildhall/data'
import type { Readable } from 'node:stream'

/*
 * The shapes of what `generated/` exports. At run time a method is its kind and its NSID; everything else exists for
 * the type checker only (`__types` is never set).
 */

/** An HTTP GET. `P` query parameters, `O` output, `E` names of the errors its lexicon declares. */
export interface Query<P, O, E extends string> {
  readonly kind: 'query'
  readonly nsid: string
  readonly __types?: { params: P; input: undefined; output: O; errors: E }
}

/** An HTTP POST. `P` query parameters, `I` input, `O` output, `E` names of the errors its lexicon declares. */
export interface Procedure<P, I, O, E extends string> {
  readonly kind: 'procedure'
  readonly nsid: string
  readonly __types?: { params: P; input: I; output: O; errors: E }
}

/** A WebSocket stream. `P` query parameters, `M` messages, `E` names of the errors its lexicon declares. */
export interface Subscription<P, M, E extends string> {
  readonly kind: 'subscription'
  readonly nsid: string
  readonly __types?: { params: P; input: undefined; output: M; errors: E }
}

/** A kind of record; `R` is what a valid one looks like. */
export interface RecordType<R> {
  readonly kind: 'record'
  readonly nsid: string
  readonly __record?: R
}

/** Any method, whatever its types. */
export type AnyMethod =
  | Query<unknown, unknown, string>
  | Procedure<unknown, unknown, unknown, string>
  | Subscription<unknown, unknown, string>

interface Typed {
  readonly __types?: { params: unknown; input: unknown; output: unknown; errors: string }
}

/** Query parameters of a method after validation: coerced, defaults filled in, identifiers branded. */
export type ParamsOf<M extends Typed> = NonNullable<M['__types']>['params']

/** Body of a procedure after validation (`undefined` when it takes none, {@link BinaryInput} when it is not JSON). */
export type InputOf<M extends Typed> = NonNullable<M['__types']>['input']

/** What a handler returns: plain JSON, {@link BinaryBody}, or nothing. Of a subscription: its messages. */
export type OutputOf<M extends Typed> = NonNullable<M['__types']>['output']

/** Names of the errors that the lexicon of a method declares. */
export type ErrorsOf<M extends Typed> = NonNullable<M['__types']>['errors']

/** A valid record of a record type. */
export type RecordOf<R extends { readonly __record?: unknown }> = NonNullable<R['__record']>

/** A response that is not JSON: a CAR, a blob. */
export interface BinaryBody {
  body: Uint8Array | AsyncIterable<Uint8Array> | Readable
  /** the Content-Type */
  encoding: string
  headers?: Record<string, string>
  /** HTTP status, 200 if absent */
  status?: number
}

/** A request body that is not JSON, not read yet. */
export interface BinaryInput {
  body: AsyncIterable<Uint8Array>
  /** the Content-Type as sent */
  encoding: string
  /** bytes, if that is known before: what Content-Length says of a body that is not compressed */
  size?: number
}

/** No properties: params of a method that takes none, objects without fields. */
export type Empty = Record<string, never>

/** JSON input of which the lexicon says nothing more. */
export type JsonInput = LexValue

declare const unknownType: unique symbol

/**
 * A variant of an open union that the lexicon does not name. Its `$type` is branded so that comparing `$type` with a
 * known name excludes it.
 */
export interface UnknownVariant {
  $type: string & { readonly [unknownType]: true }
  [name: string]: LexValue | undefined
}

/** A variant of an open union that the lexicon does not name, in output. */
export interface JsonVariant {
  $type: string
  [name: string]: unknown
}

/** An `unknown` field in output: an object, as JSON. */
export type JsonUnknown = JsonValue | object

/** A `cid-link` in output. */
export interface JsonLink {
  $link: string
}

/** `bytes` in output: base64. */
export interface JsonBytes {
  $bytes: string
}

/** A blob reference in output. */
export interface JsonBlob {
  $type: 'blob'
  ref: JsonLink
  mimeType: string
  size: number
}
