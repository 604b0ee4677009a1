import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import {
  ALL_PERMISSIONS,
  type Grants,
  mayAssign,
  mayShape,
  permissionFacts,
  ROLE_IDS,
  ROLES,
} from '../../roles/index.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { type Assignment, AssignmentStore } from './assignment.store.js'
import { type CustomRole, CustomRoleStore } from './custom-role.store.js'
import type { CustomRoleDto, RoleAssignmentDto, RolesDto } from './roles.dto.js'

/** What may be asked of the list of assignments. */
export const ASSIGNMENT_LIST: ListOptions = {
  sorts: ['-grantedAt'],
  filters: { role: 'text', did: 'text' },
}

/** Roles and who has them, as administrators see them. */
@Injectable()
export class RoleViews {
  constructor(
    private readonly store: AssignmentStore,
    private readonly accounts: Accounts,
    private readonly customs: CustomRoleStore,
  ) {}

  /** All roles, as they concern somebody who may do this. */
  async roles(grants: Grants): Promise<RolesDto> {
    const custom = await this.customs.list()
    return {
      custom: custom.map((role) => customRoleView(role, grants)),
      data: ROLE_IDS.map((id) => {
        const { permissions, ...role } = ROLES[id]
        return { ...role, permissions: [...permissions], assignable: mayAssign(grants, { role: id }) }
      }),
      permissions: ALL_PERMISSIONS.map((id) => {
        const { help, scope, people } = permissionFacts(id)
        return { id, help, scope, peopleOnly: people === true }
      }),
    }
  }

  /** The page of assignments that is asked for. */
  async assignments(query: ListQuery): Promise<ListDto<RoleAssignmentDto>> {
    const { role, did } = query.filters
    const { found, count } = await listAndCount(
      query,
      () => this.store.list({ role, did }, sliceOf(query)),
      () => this.store.count({ role, did }),
    )
    const page = pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: (one) => one })
    return { ...page, data: await Promise.all(page.data.map((one) => this.assignment(one))) }
  }

  /** An assignment, with what the member is called now. */
  async assignment(assignment: Assignment): Promise<RoleAssignmentDto> {
    const { id, did, role, domain, expiresAt, grantedBy, grantedAt } = assignment
    const handle = (await this.accounts.byDid(did))?.handle
    return {
      ...{ id, did, role },
      ...(handle !== undefined && { handle }),
      ...(domain !== undefined && { domain }),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...(grantedBy !== undefined && { grantedBy }),
      grantedAt: grantedAt.toISOString(),
    }
  }
}

/** A role of the organization's own, as it concerns somebody who may do this. */
export function customRoleView(custom: CustomRole, grants: Grants): CustomRoleDto {
  const { id, name, help, priority, permissions, createdBy, createdAt, changedAt } = custom
  return {
    ...{ id, name, help, priority, permissions: [...permissions], createdBy },
    assignable: mayAssign(grants, { role: id, custom }),
    changeable: mayShape(grants, custom),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  }
}
