import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import { Database } from '../database/index.js'
import { AccountData } from './account-data.js'

/** All that features keep of an account and say in exports. */
@Injectable()
export class AccountKnowledge {
  constructor(
    private readonly contributions: Contributions,
    private readonly db: Database,
  ) {}

  /** What is known, by what it is called, in that order; what there is none of is an empty list. */
  async of(did: Did): Promise<Record<string, object[]>> {
    const known: Record<string, object[]> = {}
    for (const [name, text] of this.statements()) {
      known[name] = (await this.db.query<object>({ text, values: [did] })).rows
    }
    return known
  }

  /** Names and statements of all features. */
  statements(): [string, string][] {
    return this.contributions
      .of(AccountData)
      .flatMap(({ known }) => Object.entries(known))
      .sort(([one], [other]) => (one < other ? -1 : 1))
  }
}
