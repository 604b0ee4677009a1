import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../database/index.js'
import { type Preference, PreferenceStore } from './preference.store.js'

/** Preferences in the table `account_preference`. */
@Injectable()
export class PgPreferenceStore extends PreferenceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async list(on: Queryable | undefined, did: Did): Promise<Preference[]> {
    const { rows } = await (on ?? this.db).query<{ type: string; json: string }>({
      name: 'preference-list',
      text: 'SELECT type, value AS json FROM account_preference WHERE did = $1 ORDER BY place',
      values: [did],
    })
    return rows
  }

  override async replace(tx: Queryable, did: Did, preferences: readonly Preference[]): Promise<void> {
    await tx.query({
      name: 'preference-clear',
      text: 'DELETE FROM account_preference WHERE did = $1',
      values: [did],
    })
    await tx.query({
      name: 'preference-put',
      text: `INSERT INTO account_preference (did, place, type, value)
             SELECT $1, place - 1, type, value
               FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS new (type, value, place)`,
      values: [
        did,
        textArray(preferences.map(({ type }) => type)),
        textArray(preferences.map(({ json }) => json)),
      ],
    })
  }
}
