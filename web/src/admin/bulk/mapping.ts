import { ACCOUNT_COLUMNS, type AccountColumn } from './bulk-job'
import type { TableFile } from './table-file'

/** Which column of a file is which of ours. */
export type Mapping = Readonly<Partial<Record<AccountColumn, string>>>

/** What others call our columns, without what is neither letter nor digit. */
const NAMES: Readonly<Record<AccountColumn, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'workemail', 'emailadresse'],
  handle: ['handle', 'username', 'login', 'benutzername'],
  displayName: ['displayname', 'name', 'fullname', 'anzeigename'],
  class: ['class', 'kind', 'type', 'art'],
  role: ['role', 'rolle'],
  externalId: ['externalid', 'employeeid', 'id', 'userid', 'personalnummer'],
  locale: ['locale', 'language', 'preferredlanguage', 'sprache'],
}

const bare = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What the names of a file's columns suggest. */
export function suggestedMapping({ columns }: TableFile): Mapping {
  const entries = ACCOUNT_COLUMNS.map((own) => {
    const found = NAMES[own].map((name) => columns.find((column) => bare(column) === name))
    return [own, found.find((column) => column !== undefined)] as const
  })
  return Object.fromEntries(entries.filter(([, column]) => column !== undefined))
}

/** The rows of a file as the server takes them: an object in each line. */
export function linesOf({ rows }: TableFile, mapping: Mapping): string {
  const columns = Object.entries(mapping)
  return rows
    .map((row) => Object.fromEntries(columns.map(([own, column]) => [own, row[column]])))
    .map((row) => JSON.stringify(row))
    .join('\n')
}
