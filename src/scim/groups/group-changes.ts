import type { PatchOperation } from '../protocol/patch-operations.js'
import { InvalidScimRequest } from '../scim.errors.js'

/** One change of a group. */
export type GroupChange =
  | { readonly kind: 'displayName'; readonly value: string }
  | { readonly kind: 'externalId'; readonly value: string | undefined }
  | { readonly kind: 'add' | 'remove'; readonly members: readonly string[] }
  | { readonly kind: 'removeAll' }

/** Members of one request. */
const MEMBERS_MAX = 50_000
const NAME_LENGTH_MAX = 500

/** `members[value eq "…"]` */
const ONE_MEMBER = /^members\[\s*value\s+eq\s+"([^"\\]*)"\s*\]$/i

/**
 * What the changes of a patch come to. Members are changed as sets: groups may have tens of thousands of them.
 * @throws {InvalidScimRequest}
 */
export function groupChanges(operations: readonly PatchOperation[]): GroupChange[] {
  return operations.flatMap((operation) => changesOf(operation))
}

function changesOf({ op, path = '', value }: PatchOperation): GroupChange[] {
  const one = ONE_MEMBER.exec(path)?.[1]
  if (one !== undefined) {
    if (op === 'remove') return [{ kind: 'remove', members: [one] }]
    throw new InvalidScimRequest('invalidPath', 'members are added by the path members')
  }
  switch (path.toLowerCase()) {
    case 'members':
      return memberChanges(op, value)
    case 'displayname':
      return [{ kind: 'displayName', value: groupName(op === 'remove' ? undefined : value) }]
    case 'externalid':
      return [{ kind: 'externalId', value: op === 'remove' ? undefined : groupExternalId(value) }]
    default:
      throw new InvalidScimRequest('invalidPath', `groups have no ${path}`)
  }
}

function memberChanges(op: PatchOperation['op'], value: unknown): GroupChange[] {
  if (op === 'add') return [{ kind: 'add', members: memberIds(value) }]
  if (op === 'replace') return [{ kind: 'removeAll' }, { kind: 'add', members: memberIds(value) }]
  return [value === undefined ? { kind: 'removeAll' } : { kind: 'remove', members: memberIds(value) }]
}

/** @throws {InvalidScimRequest} */
export function groupName(value: unknown): string {
  if (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= NAME_LENGTH_MAX &&
    !value.includes('\0')
  )
    return value
  throw new InvalidScimRequest('invalidValue', `displayName must have 1 to ${NAME_LENGTH_MAX} characters`)
}

/** @throws {InvalidScimRequest} */
export function groupExternalId(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && value.length <= NAME_LENGTH_MAX && !value.includes('\0')) return value
  throw new InvalidScimRequest('invalidValue', `externalId has up to ${NAME_LENGTH_MAX} characters`)
}

/** The ids of members, each once. @throws {InvalidScimRequest} */
export function memberIds(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]
  if (list.length > MEMBERS_MAX) throw new InvalidScimRequest('tooMany', 'too many members', 'tooLarge')
  return [...new Set(list.map((one) => memberId(one)))]
}

function memberId(one: unknown): string {
  const { value, type } = (typeof one === 'object' && one !== null ? one : { value: one }) as Record<
    string,
    unknown
  >
  if (typeof type === 'string' && type.toLowerCase() === 'group')
    throw new InvalidScimRequest('invalidValue', 'groups have no groups as members')
  if (typeof value === 'string') return value
  throw new InvalidScimRequest('invalidValue', 'a member is named by its value')
}
