import { Injectable } from '@nestjs/common'
import { TAGS_MAX, tagsIn } from '../../account/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { AccountFacts, type KnownFacts } from '../accounts/account-facts.js'
import { FactChanges } from '../accounts/fact-changes.js'
import { InvalidFields } from '../admin.errors.js'
import type { BulkJob, BulkRow, FactVerb, OrderOptions, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'
import { VERB_TAKES } from './bulk-verbs.js'

type FactName = 'class' | 'tags' | 'quotaBytes'

const NAMES: Readonly<Record<FactVerb, FactName>> = {
  'set-class': 'class',
  'add-tags': 'tags',
  'remove-tags': 'tags',
  'set-quota': 'quotaBytes',
}

/** Changes the same of what the organization knows of many accounts, and lets them store. */
@Injectable()
export class FactRows extends BulkRows {
  constructor(
    private readonly access: AccountAccess,
    private readonly facts: AccountFacts,
    private readonly changes: FactChanges,
  ) {
    super()
  }

  override async handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult> {
    const options = job.options as OrderOptions & { verb: FactVerb }
    const { did = '' } = row.input
    const account = await this.access.reach(by, VERB_TAKES[options.verb], did)
    const name = NAMES[options.verb]
    const known = await this.facts.of(account.did)
    const wanted = wantedOf(options, known)
    const [before, after] = [textOf(known[name]), textOf(wanted)]
    if (before === after) return { outcome: 'unchanged', did, detail: before }
    const detail = `${before} → ${after}`
    if (job.dryRun) return { outcome: 'order', did, detail }
    const order = { did, by, ifMatch: undefined, reason: job.reason }
    await this.changes.change(order, name, (now) => wantedOf(options, now))
    return { outcome: 'ordered', did, detail }
  }
}

/** What is to be there; null: nothing of its own. @throws {InvalidFields} for more tags than an account may have */
function wantedOf({ verb, ...values }: OrderOptions & { verb: FactVerb }, { tags = [] }: KnownFacts) {
  switch (verb) {
    case 'set-class':
      return values.class ?? null
    case 'set-quota':
      return values.quotaBytes ?? null
    case 'remove-tags': {
      const gone = tagsIn(values.tags ?? [])
      return tags.filter((tag) => !gone.includes(tag))
    }
    case 'add-tags': {
      const all = tagsIn([...tags, ...(values.tags ?? [])])
      if (all.length > TAGS_MAX)
        throw new InvalidFields([{ at: 'tags', message: `would be more than ${TAGS_MAX}` }])
      return all
    }
  }
}

function textOf(value: string | number | readonly string[] | null | undefined): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '')
  return text === '' ? '–' : text
}
