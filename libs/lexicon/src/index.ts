export type { ValidationResult } from './compile/check.js'
export { definitionReferences } from './compile/definition-references.js'
export type { Params, ParamValue, SearchParams } from './compile/params.js'
export { alt } from './generated/alt.js'
export { app } from './generated/app.js'
export { chat } from './generated/chat.js'
export { com } from './generated/com.js'
export type * from './generated/types/index.js'
export type {
  AnyMethod,
  BinaryBody,
  BinaryInput,
  Empty,
  ErrorsOf,
  InputOf,
  JsonBlob,
  JsonBytes,
  JsonLink,
  JsonUnknown,
  JsonVariant,
  OutputOf,
  ParamsOf,
  Procedure,
  Query,
  RecordOf,
  RecordType,
  Subscription,
  UnknownVariant,
} from './methods/method.js'
export { bundledLexicons } from './registry/bundled-lexicons.js'
export type { CompiledBody, CompiledDefinition, CompiledMethod, CompiledRecord } from './registry/compiled.js'
export type { LexiconSource } from './registry/lexicon-source.js'
export { Lexicons } from './registry/lexicons.js'
export { InvalidLexicon } from './schema/invalid-lexicon.js'
export type * from './schema/lexicon-doc.js'
export { MissingLexicon } from './schema/missing-lexicon.js'
export { parseLexicon } from './schema/parse-lexicon.js'
export { SUBJECT_TYPES } from './methods/subject-types.js'
