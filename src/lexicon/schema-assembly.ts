import {
  bundledLexicons,
  type CompiledRecord,
  definitionReferences,
  type LexiconDoc,
  Lexicons,
  type LexiconSource,
} from '@guildhall/lexicon'
import { isNsid, type Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { PublishedLexicon } from './published-lexicon.js'
import { PublishedLexicons } from './published-lexicons.js'

/** Published documents that one record type may lead to. */
const DOCUMENTS_MAX = 32
const DOCUMENTS_BYTES_MAX = 1024 * 1024

/** How many times documents found on the way may lead to further ones. */
const ROUNDS_MAX = 8

/** Definitions of a document with the documents that their values may lead to. */
export interface AssembledSchema {
  /** by reference: `<nsid>` or `<nsid>#<name>` */
  definitions: Definitions
  /** undefined when there is no such record type */
  record: CompiledRecord | undefined
  /** whether every document it refers to is there; if not, values that lead there cannot be judged */
  complete: boolean
  /** size of the documents */
  bytes: number
  /** when the oldest of the documents was fetched */
  fetchedAtMs: number
}

/** Gives definitions by reference, as far as they are there. */
export type Definitions = Pick<Lexicons, 'definition'>

/** Collects the documents of a type: its own, and those that its definitions refer to. */
@Injectable()
export class SchemaAssembly {
  readonly #bundled = bundledLexicons()

  constructor(private readonly published: PublishedLexicons) {}

  /**
   * The record type of this NSID as it is published, or other definitions of its document; `undefined` when that cannot
   * be had.
   * @param names of the definitions in it that values are of
   */
  async assemble(nsid: Nsid, names: readonly string[] = ['main']): Promise<AssembledSchema | undefined> {
    const main = await this.published.find(nsid)
    if (!main) return undefined
    const collected = new Collected(main)
    const wanted = names.map((name) => `${nsid}#${name}`)
    let refs = collected.follow(wanted, (ref) => this.#bundled.has(homeOf(ref)))
    for (let round = 0; refs.length > 0 && round < ROUNDS_MAX; round++) {
      await this.#load(refs, collected)
      refs = collected.follow(refs, (ref) => this.#bundled.has(homeOf(ref)))
    }
    const lexicons = new Lexicons(this.#sourceOf(collected.docs))
    return {
      definitions: lexicons,
      record: lexicons.record(nsid),
      complete: refs.length === 0 && collected.isWhole,
      bytes: collected.bytes,
      fetchedAtMs: collected.fetchedAtMs,
    }
  }

  async #load(refs: readonly string[], collected: Collected): Promise<void> {
    const nsids = [...new Set(refs.map(homeOf))].slice(0, DOCUMENTS_MAX - collected.docs.size)
    const found = await Promise.all(
      nsids.map((nsid) => (isNsid(nsid) ? this.published.find(nsid) : undefined)),
    )
    for (const lexicon of found) if (lexicon) collected.add(lexicon)
    collected.lack(refs)
  }

  /** What comes with the server has precedence over what somebody publishes under its name. */
  #sourceOf(docs: ReadonlyMap<string, LexiconDoc>): LexiconSource {
    return {
      nsids: () => docs.keys(),
      has: (nsid) => this.#bundled.has(nsid) || docs.has(nsid),
      get: (nsid) => this.#bundled.document(nsid) ?? docs.get(nsid),
    }
  }
}

/** Documents on their way to a schema. */
class Collected {
  readonly docs = new Map<string, LexiconDoc>()
  bytes = 0
  fetchedAtMs = Infinity
  readonly #followed = new Set<string>()
  readonly #missing = new Set<string>()

  constructor(main: PublishedLexicon) {
    this.add(main)
  }

  /** Whether every document that was asked for could be had. */
  get isWhole(): boolean {
    return this.#missing.size === 0
  }

  add({ nsid, doc, content, fetchedAtMs }: PublishedLexicon): void {
    if (this.bytes + content.length > DOCUMENTS_BYTES_MAX) return
    this.docs.set(nsid, doc)
    this.bytes += content.length
    this.fetchedAtMs = Math.min(this.fetchedAtMs, fetchedAtMs)
  }

  /** Notes which of the documents that these references lead to are not there. */
  lack(refs: readonly string[]): void {
    for (const nsid of refs.map(homeOf)) if (!this.docs.has(nsid)) this.#missing.add(nsid)
  }

  /** Follows references through the documents that are there; returns those that lead out of them. */
  follow(refs: readonly string[], isBundled: (ref: string) => boolean): string[] {
    const outside: string[] = []
    const waiting = [...refs]
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (this.#followed.has(ref) || isBundled(ref) || this.#missing.has(homeOf(ref))) continue
      const doc = this.docs.get(homeOf(ref))
      if (!doc) {
        outside.push(ref)
        continue
      }
      this.#followed.add(ref)
      waiting.push(...definitionReferences(doc, ref.slice(ref.indexOf('#') + 1)))
    }
    return outside
  }
}

function homeOf(ref: string): string {
  return ref.slice(0, ref.indexOf('#'))
}
