import { isUniqueViolation } from '../../database/index.js'
import { NotUnique } from '../scim.errors.js'

const ATTRIBUTES: Readonly<Record<string, string>> = {
  scim_user_user_name_key: 'userName',
  scim_user_external_id_key: 'externalId',
  scim_group_display_name_key: 'displayName',
}

/** Says which attribute somebody else has; anything else stays the fault it is. @throws */
export function asNotUnique(error: unknown): never {
  const { constraint } = error as { constraint?: string }
  if (isUniqueViolation(error) && constraint !== undefined)
    throw new NotUnique(ATTRIBUTES[constraint] ?? 'id')
  throw error
}
