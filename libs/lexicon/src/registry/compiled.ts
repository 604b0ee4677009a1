import type { LexValue } from '@guildhall/data'
import type { ValidationResult } from '../compile/check.js'
import type { Params, SearchParams } from '../compile/params.js'
import type { MethodKind, RecordKeyKind } from '../schema/lexicon-doc.js'

/** A record type, ready to validate records. */
export interface CompiledRecord {
  readonly key: RecordKeyKind
  /**
   * Checks a record, `$type` included. Defaults are not filled in and nothing is copied: what is stored is what the
   * author signed for.
   * @throws MissingLexicon if the record leads to a definition that is not there
   */
  validate(value: LexValue): ValidationResult
  /** Checks the record key against the kind of keys this type has. */
  validateKey(rkey: string): ValidationResult<string>
}

/** A request or response body. */
export interface CompiledBody {
  /** MIME type; may end in a wildcard */
  readonly encoding: string
  /**
   * Checks a body that was decoded to the data model. Absent if the lexicon says nothing of its contents.
   * @throws MissingLexicon
   */
  validate?(value: LexValue): ValidationResult
}

/** A method, ready to validate what is sent to it and what it answers. */
export interface CompiledMethod {
  readonly kind: MethodKind
  /** Reads the query parameters, coerced and with defaults filled in. */
  params(search: SearchParams): ValidationResult<Params>
  /** Of a procedure that takes a body; `validate` returns it with defaults filled in. */
  readonly input?: CompiledBody
  /** Of a query or procedure that answers with a body; `validate` returns it as it is. */
  readonly output?: CompiledBody
  /** Names of the errors the lexicon declares. */
  readonly errors: string[]
}

/** Any definition that values can be of. */
export interface CompiledDefinition {
  /** Checks a value. @throws MissingLexicon */
  validate(value: LexValue): ValidationResult
}
