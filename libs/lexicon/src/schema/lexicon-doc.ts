/*
 * The Lexicon language, version 1, as TypeScript types (https://atproto.com/specs/lexicon). `parseLexicon` makes a
 * `LexiconDoc` out of JSON nobody has looked at yet.
 */

/** A lexicon document: the definitions published under one NSID. */
export interface LexiconDoc {
  lexicon: 1
  id: string
  description?: string
  defs: Record<string, Definition>
}

/** A named definition: one of the primary types (under `main` only), or a schema that others refer to. */
export type Definition = PrimaryDefinition | NamedSchema

export type PrimaryDefinition = RecordDefinition | MethodDefinition | PermissionSetDefinition

/** What a name may stand for; `ref`, `union` and `unknown` occur inside other schemas only. */
export type NamedSchema = ScalarSchema | BlobSchema | ArraySchema | ObjectSchema | TokenSchema

/** What the place of a value (a property, an item) may ask for. */
export type Schema =
  | ScalarSchema
  | BlobSchema
  | ArraySchema
  | ObjectSchema
  | RefSchema
  | UnionSchema
  | UnknownSchema

export type ScalarSchema = BooleanSchema | IntegerSchema | StringSchema | BytesSchema | CidLinkSchema

interface Described {
  description?: string
}

export interface RecordDefinition extends Described {
  type: 'record'
  /** `tid`, `nsid`, `any` or `literal:<key>` */
  key: RecordKeyKind
  record: ObjectSchema
}

export type RecordKeyKind = 'tid' | 'nsid' | 'any' | `literal:${string}`

export type MethodKind = 'query' | 'procedure' | 'subscription'

export interface MethodDefinition extends Described {
  type: MethodKind
  parameters?: ParamsSchema
  /** of a procedure */
  input?: BodyDefinition
  /** of a query or procedure */
  output?: BodyDefinition
  /** of a subscription */
  message?: { description?: string; schema: UnionSchema }
  errors?: Array<{ name: string; description?: string }>
}

/** A request or response body. */
export interface BodyDefinition extends Described {
  encoding: string
  schema?: ObjectSchema | RefSchema | UnionSchema
}

/** A bundle of OAuth permissions. What is allowed in `permissions` is for the reader of scopes to judge. */
export interface PermissionSetDefinition extends Described {
  type: 'permission-set'
  title?: string
  'title:lang'?: Record<string, string>
  detail?: string
  'detail:lang'?: Record<string, string>
  permissions: PermissionDefinition[]
}

export interface PermissionDefinition {
  type: 'permission'
  resource: string
  [field: string]: unknown
}

export interface ParamsSchema extends Described {
  type: 'params'
  required?: string[]
  properties: Record<string, ParamSchema | ParamArraySchema>
}

export type ParamSchema = BooleanSchema | IntegerSchema | StringSchema

export interface ParamArraySchema extends ArraySchema {
  items: ParamSchema
}

export interface BooleanSchema extends Described {
  type: 'boolean'
  default?: boolean
  const?: boolean
}

export interface IntegerSchema extends Described {
  type: 'integer'
  minimum?: number
  maximum?: number
  enum?: number[]
  default?: number
  const?: number
}

export interface StringSchema extends Described {
  type: 'string'
  format?: string
  /** UTF-8 bytes */
  minLength?: number
  /** UTF-8 bytes */
  maxLength?: number
  minGraphemes?: number
  maxGraphemes?: number
  knownValues?: string[]
  enum?: string[]
  default?: string
  const?: string
}

export interface BytesSchema extends Described {
  type: 'bytes'
  minLength?: number
  maxLength?: number
}

export interface CidLinkSchema extends Described {
  type: 'cid-link'
}

export interface BlobSchema extends Described {
  type: 'blob'
  /** MIME types, each may end in a wildcard subtype */
  accept?: string[]
  /** bytes */
  maxSize?: number
}

export interface ArraySchema extends Described {
  type: 'array'
  items: Schema
  minLength?: number
  maxLength?: number
}

export interface ObjectSchema extends Described {
  type: 'object'
  required?: string[]
  nullable?: string[]
  properties: Record<string, Schema>
}

export interface TokenSchema extends Described {
  type: 'token'
}

export interface RefSchema extends Described {
  type: 'ref'
  /** `<nsid>`, `<nsid>#<name>` or `#<name>` */
  ref: string
}

export interface UnionSchema extends Described {
  type: 'union'
  refs: string[]
  closed?: boolean
}

export interface UnknownSchema extends Described {
  type: 'unknown'
}
