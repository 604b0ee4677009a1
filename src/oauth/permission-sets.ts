import { expandScope, includedSet, type PermissionSet } from '@guildhall/oauth-scopes'
import type { Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type PublishedLexicon, PublishedLexicons } from '../lexicon/index.js'
import type { PermissionView } from './page-state.js'

type PermissionSetDefinition = Extract<PublishedLexicon['doc']['defs'][string], { type: 'permission-set' }>

/** Sets in one request: each may have to be fetched from somewhere else. */
const SETS_MAX = 32

/** The permission sets that scopes such as `include:app.example.auth` stand for, as their authorities have published them. */
@Injectable()
export class PermissionSets {
  constructor(private readonly lexicons: PublishedLexicons) {}

  /** Whether all sets of a request can be had. They are kept then, so that no page waits for them. */
  async areKnown(scopes: readonly string[]): Promise<boolean> {
    const names = new Set(scopes.flatMap((scope) => includedSet(scope) ?? []))
    if (names.size > SETS_MAX) return false
    const sets = await Promise.all([...names].map((name) => this.#find(name)))
    return sets.every((set) => set !== undefined)
  }

  /** Scopes with permission sets replaced by what they stand for at present; one that cannot be had grants nothing. */
  async expand(scope: string): Promise<string> {
    const expanded = await Promise.all(
      scope
        .split(' ')
        .map(async (one) => expandScope(one, (await this.#of(one)) as PermissionSet | undefined)),
    )
    return [...new Set(expanded.flat())].join(' ')
  }

  /** What a member is told about scopes. @param locale as in the header `Accept-Language` */
  async view(scopes: readonly string[], locale: string): Promise<PermissionView[]> {
    return Promise.all(
      scopes.map(async (scope) => {
        const set = await this.#of(scope)
        const exact = expandScope(scope, set as PermissionSet | undefined)
        const required = scope === 'atproto'
        if (!set) return { scope, required, exact }
        const title = inLanguage(set.title, set['title:lang'], locale)
        return { scope, required, exact, title, details: inLanguage(set.detail, set['detail:lang'], locale) }
      }),
    )
  }

  #of(scope: string): Promise<PermissionSetDefinition | undefined> {
    const name = includedSet(scope)
    return name === undefined ? Promise.resolve(undefined) : this.#find(name)
  }

  async #find(name: string): Promise<PermissionSetDefinition | undefined> {
    const main = (await this.lexicons.find(name as Nsid))?.doc.defs.main
    return main?.type === 'permission-set' ? main : undefined
  }
}

/** The text in the first language that there is one in: `pt-BR` is served by `pt`. */
function inLanguage(
  plain: string | undefined,
  translated: Record<string, string> | undefined,
  locale: string,
): string | undefined {
  for (const wanted of locale.split(',').map((part) => part.split(';', 1)[0]!.trim().toLowerCase())) {
    const found = Object.entries(translated ?? {}).find(([language]) => {
      const known = language.toLowerCase()
      return known === wanted || known === wanted.split('-', 1)[0]
    })
    if (found) return found[1]
  }
  return plain
}
