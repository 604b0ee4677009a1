import { ACCOUNT_COLUMNS, type FileColumn, MOVE_COLUMNS } from './bulk-job'
import type { TableFile } from './table-file'

/** Which column of a file is which of ours. */
export type Mapping = Readonly<Partial<Record<FileColumn, string>>>

/** Our columns of a kind of files, and what others call them, without what is neither letter nor digit. */
export interface FileKind {
  readonly columns: readonly FileColumn[]
  readonly names: Readonly<Partial<Record<FileColumn, readonly string[]>>>
}

const EMAIL = ['email', 'emailaddress', 'mail', 'workemail', 'emailadresse']

/** Files of accounts. */
export const ACCOUNT_FILE: FileKind = {
  columns: ACCOUNT_COLUMNS,
  names: {
    email: EMAIL,
    handle: ['handle', 'username', 'login', 'benutzername'],
    displayName: ['displayname', 'name', 'fullname', 'anzeigename'],
    class: ['class', 'kind', 'type', 'art'],
    role: ['role', 'rolle'],
    externalId: ['externalid', 'employeeid', 'id', 'userid', 'personalnummer'],
    locale: ['locale', 'language', 'preferredlanguage', 'sprache'],
  },
}

/** Files of people who are to move here. */
export const MOVE_FILE: FileKind = {
  columns: MOVE_COLUMNS,
  names: {
    account: ['account', 'did', 'oldhandle', 'bluesky', 'konto', 'currenthandle'],
    email: EMAIL,
    handle: ['handle', 'newhandle', 'username', 'benutzername'],
  },
}

const bare = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What the names of a file's columns suggest. */
export function suggestedMapping({ columns }: TableFile, kind: FileKind): Mapping {
  const entries = kind.columns.map((own) => {
    const found = kind.names[own]?.map((name) => columns.find((column) => bare(column) === name))
    return [own, found?.find((column) => column !== undefined)] as const
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

/** The same as CSV (RFC 4180), with a line of our names. */
export function csvOf({ rows }: TableFile, mapping: Mapping): string {
  const columns = Object.entries(mapping)
  const quoted = (text = '') => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => columns.map(([, column]) => quoted(row[column])).join(','))
  return [columns.map(([own]) => own).join(','), ...lines].join('\n')
}
