import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { AssignmentDialog } from './assignment-dialog'
import { RoleCards } from './role-cards'
import { rolesQuery } from './roles-query'
import { useRoleNames } from './use-role-names'

type Assignment = components['schemas']['RoleAssignment']

function loadAssignments(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['role', 'did']) }
  return dataOf(api.GET('/admin/v1/role-assignments', { params: { query } }))
}

/** Who may administer, and what that means. */
export function RolesScreen() {
  const { t } = useTexts()
  const nameOf = useRoleNames()
  const may = useMay()
  const [isGiving, setGiving] = useState(false)
  const [taken, setTaken] = useState<Assignment>()
  const columns = useColumns(may('roles.assign') ? setTaken : undefined)
  return (
    <section className="screen">
      <ScreenHead title={t('place.roles')} lead={t('roles.lead')}>
        {may('roles.assign') && (
          <button type="button" className="button primary" onClick={() => setGiving(true)}>
            {t('roles.give')}
          </button>
        )}
      </ScreenHead>
      <List
        queryKey={['role-assignments']}
        caption={t('place.roles')}
        columns={columns}
        idOf={({ id }) => id}
        load={loadAssignments}
        filters={<RoleFacet />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="people"
            title={t(isNarrowed ? 'list.noMatch' : 'roles.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'roles.noneLead')}
          />
        )}
      />
      <RoleCards />
      <AssignmentDialog open={isGiving} onOpenChange={setGiving} />
      <ConfirmDialog
        open={taken !== undefined}
        onClose={() => setTaken(undefined)}
        title={t('roles.take')}
        lead={t('roles.takeLead', {
          name: taken?.handle ?? taken?.did,
          role: taken && nameOf(taken.role),
        })}
        action={t('roles.take')}
        isGrave
        act={() =>
          dataOf<unknown>(
            api.DELETE('/admin/v1/role-assignments/{id}', { params: { path: { id: taken!.id } } }),
          )
        }
        done={t('roles.takeDone')}
      />
    </section>
  )
}

function RoleFacet() {
  const { t } = useTexts()
  const nameOf = useRoleNames()
  const { data } = useQuery(rolesQuery)
  const roles = data ? [...data.data, ...data.custom] : []
  const { search, change } = useScreenSearch()
  return (
    <Facet
      label={t('roles.role')}
      value={search['role']}
      options={roles.map(({ id }) => ({ value: id, name: nameOf(id) }))}
      onChange={(role) => change({ role })}
    />
  )
}

function useColumns(onTake: ((assignment: Assignment) => void) | undefined): readonly Column<Assignment>[] {
  const { t } = useTexts()
  const nameOf = useRoleNames()
  return useMemo(
    () => [
      {
        id: 'who',
        name: t('roles.who'),
        cell: ({ did, handle }) => <LinkToAccount did={did} name={handle} />,
      },
      { id: 'role', name: t('roles.role'), cell: ({ role }) => nameOf(role) },
      { id: 'domain', name: t('roles.domain'), cell: ({ domain }) => domain ?? t('roles.everywhere') },
      {
        id: 'expiresAt',
        name: t('sessions.expires'),
        cell: ({ expiresAt }) => (expiresAt === undefined ? t('roles.never') : <Moment at={expiresAt} />),
      },
      {
        id: 'grantedBy',
        name: t('roles.givenBy'),
        cell: ({ grantedBy }) =>
          grantedBy === undefined ? t('own.password') : <LinkToAccount did={grantedBy} />,
      },
      { id: 'grantedAt', name: t('roles.given'), cell: ({ grantedAt }) => <Moment at={grantedAt} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (assignment) =>
          onTake && (
            <button
              type="button"
              className="link-button"
              aria-label={`${t('roles.take')}: ${assignment.handle ?? assignment.did}`}
              onClick={() => onTake(assignment)}
            >
              {t('roles.take')}
            </button>
          ),
      },
    ],
    [t, nameOf, onTake],
  )
}
