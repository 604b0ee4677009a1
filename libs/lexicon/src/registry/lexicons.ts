import type { LexValue } from '@guildhall/data'
import { type Check, resultOf } from '../compile/check.js'
import { compileDefinition, compileSchema, type Linker } from '../compile/compile-schema.js'
import { compileDefaults } from '../compile/defaults.js'
import { compileParams } from '../compile/params.js'
import { compileRecordKey } from '../compile/record-key.js'
import { absoluteRef } from '../compile/references.js'
import { InvalidLexicon } from '../schema/invalid-lexicon.js'
import type {
  BodyDefinition,
  Definition,
  LexiconDoc,
  MethodDefinition,
  Schema,
} from '../schema/lexicon-doc.js'
import { MissingLexicon } from '../schema/missing-lexicon.js'
import { parseLexicon } from '../schema/parse-lexicon.js'
import type { CompiledBody, CompiledDefinition, CompiledMethod, CompiledRecord } from './compiled.js'
import type { LexiconSource } from './lexicon-source.js'

/**
 * A set of lexicon documents that refer to each other. Definitions are compiled when first asked for; references are
 * followed when a value first leads there.
 */
export class Lexicons {
  readonly #source: LexiconSource
  readonly #checks = new Map<string, Check>()
  readonly #records = new Map<string, CompiledRecord>()
  readonly #methods = new Map<string, CompiledMethod>()
  readonly #linker: Linker = {
    check: (ref) => this.#check(ref),
    variant: (ref) => this.#variant(ref),
  }

  /**
   * @param docs the documents, or where to get them from when they are needed
   * @throws InvalidLexicon if one of the documents is malformed or there are two of one NSID
   */
  constructor(docs: Iterable<LexiconDoc> | LexiconSource) {
    this.#source = Symbol.iterator in docs ? checkedSource(docs) : docs
  }

  /** NSIDs of all documents. */
  nsids(): string[] {
    return [...this.#source.nsids()]
  }

  has(nsid: string): boolean {
    return this.#source.has(nsid)
  }

  /** The document of this NSID, if there is one. */
  document(nsid: string): LexiconDoc | undefined {
    return this.#source.get(nsid)
  }

  /** The record type of this NSID, if there is one. */
  record(nsid: string): CompiledRecord | undefined {
    return remember(this.#records, nsid, () => this.#compileRecord(nsid))
  }

  /** The query, procedure or subscription of this NSID, if there is one. */
  method(nsid: string): CompiledMethod | undefined {
    return remember(this.#methods, nsid, () => this.#compileMethod(nsid))
  }

  /**
   * The definition behind a reference (`<nsid>` or `<nsid>#<name>`), if there is one.
   * @throws InvalidLexicon if it is a method or a permission set
   */
  definition(ref: string): CompiledDefinition | undefined {
    const absolute = absoluteRef(ref, '')
    if (this.#find(absolute) === undefined) return undefined
    const check = this.#check(absolute)
    return { validate: (value) => resultOf(value, check(value)) }
  }

  #compileRecord(nsid: string): CompiledRecord | undefined {
    const main = this.#find(`${nsid}#main`)
    if (main?.type !== 'record') return undefined
    const check = this.#check(`${nsid}#main`)
    return {
      key: main.key,
      validate: (value) => resultOf(value, check(value)),
      validateKey: compileRecordKey(main.key),
    }
  }

  #compileMethod(nsid: string): CompiledMethod | undefined {
    const main = this.#find(`${nsid}#main`)
    if (main === undefined || !isMethod(main)) return undefined
    const { type, parameters, input, output, errors = [] } = main
    return {
      kind: type,
      params: compileParams(parameters),
      ...(input && { input: this.#compileInput(input, nsid) }),
      ...(output && { output: this.#compileOutput(output, nsid) }),
      errors: errors.map(({ name }) => name),
    }
  }

  #compileInput({ encoding, schema }: BodyDefinition, nsid: string): CompiledBody {
    if (!schema) return { encoding }
    const check = compileSchema(schema, nsid, this.#linker)
    const fill = compileDefaults(schema, nsid, (ref) => this.#fillable(ref)) ?? ((value: LexValue) => value)
    return {
      encoding,
      validate(value) {
        const filled = fill(value)
        return resultOf(filled, check(filled))
      },
    }
  }

  #compileOutput({ encoding, schema }: BodyDefinition, nsid: string): CompiledBody {
    if (!schema) return { encoding }
    const check = compileSchema(schema, nsid, this.#linker)
    return { encoding, validate: (value) => resultOf(value, check(value)) }
  }

  #find(ref: string): Definition | undefined {
    // By the first `#`, so that no other spelling leads to a definition and is kept beside it.
    const end = ref.indexOf('#')
    const name = ref.slice(end + 1)
    const defs = this.#source.get(ref.slice(0, end))?.defs
    return defs && Object.hasOwn(defs, name) ? defs[name] : undefined
  }

  #get(ref: string): Definition {
    const definition = this.#find(ref)
    if (definition === undefined) throw new MissingLexicon(ref)
    return definition
  }

  #check(ref: string): Check {
    return remember(this.#checks, ref, () => compileDefinition(this.#get(ref), ref, this.#linker))
  }

  #variant(ref: string): Check {
    const { type } = this.#get(ref)
    if (type === 'object' || type === 'record') return this.#check(ref)
    throw new InvalidLexicon('', `${ref} is a ${type}, not an object, and cannot be a variant of a union`)
  }

  /** What defaults may be filled into: not records, nor what has no values. */
  #fillable(ref: string): Schema | undefined {
    const definition = this.#get(ref)
    return isMethod(definition) || UNFILLED.has(definition.type) ? undefined : (definition as Schema)
  }
}

const METHOD_TYPES: ReadonlySet<string> = new Set(['query', 'procedure', 'subscription'])
const UNFILLED: ReadonlySet<string> = new Set(['record', 'token', 'permission-set'])

function isMethod(definition: Definition): definition is MethodDefinition {
  return METHOD_TYPES.has(definition.type)
}

function checkedSource(docs: Iterable<LexiconDoc>): LexiconSource {
  const byNsid = new Map<string, LexiconDoc>()
  for (const doc of docs) {
    const { id } = parseLexicon(doc)
    if (byNsid.has(id)) throw new InvalidLexicon('/id', `there are two documents of ${id}`)
    byNsid.set(id, doc)
  }
  return {
    nsids: () => byNsid.keys(),
    has: (nsid) => byNsid.has(nsid),
    get: (nsid) => byNsid.get(nsid),
  }
}

function remember<T, U extends T | undefined>(known: Map<string, T>, key: string, make: () => U): T | U {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  if (made !== undefined) known.set(key, made as T)
  return made
}
