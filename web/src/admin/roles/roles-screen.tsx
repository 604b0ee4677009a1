import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { AssignmentDialog } from './assignment-dialog'
import { rolesQuery } from './roles-query'

type Assignment = components['schemas']['RoleAssignment']
type RoleId = components['schemas']['RoleId']

function loadAssignments(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['role', 'did']) }
  return dataOf(api.GET('/admin/v1/role-assignments', { params: { query } }))
}

/** Who may administer, and what that means. */
export function RolesScreen() {
  const { t, nameOf } = useTexts()
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
      <RoleTable />
      <AssignmentDialog open={isGiving} onOpenChange={setGiving} />
      <ConfirmDialog
        open={taken !== undefined}
        onClose={() => setTaken(undefined)}
        title={t('roles.take')}
        lead={t('roles.takeLead', {
          name: taken?.handle ?? taken?.did,
          role: taken && nameOf('role', taken.role),
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

const ROLES: readonly RoleId[] = [
  'owner',
  'admin',
  'identity-admin',
  'help-desk',
  'moderator',
  'operator',
  'auditor',
]

function RoleFacet() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <Facet
      label={t('roles.role')}
      value={search['role']}
      options={ROLES.map((role) => ({ value: role, name: t(`role.${role}`) }))}
      onChange={(role) => change({ role })}
    />
  )
}

/** What each role may do, as the server says. */
function RoleTable() {
  const { t } = useTexts()
  const query = useQuery(rolesQuery)
  return (
    <section aria-labelledby="roles" className="part">
      <h2 id="roles">{t('roles.all')}</h2>
      <Loaded query={query}>
        {({ data, permissions }) => (
          <div className="cards">
            {data.map(({ id, help, permissions: own }) => (
              <section key={id} className="panel">
                <h3>{t(`role.${id}`)}</h3>
                <p className="muted">{help}</p>
                <details>
                  <summary>{t('roles.permissions', { count: own.length })}</summary>
                  <ul className="lines">
                    {permissions
                      .filter((each) => own.includes(each.id))
                      .map((each) => (
                        <li key={each.id}>
                          <code>{each.id}</code> {each.help}
                        </li>
                      ))}
                  </ul>
                </details>
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </section>
  )
}

function useColumns(onTake: ((assignment: Assignment) => void) | undefined): readonly Column<Assignment>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'who',
        name: t('roles.who'),
        cell: ({ did, handle }) => <LinkToAccount did={did} name={handle} />,
      },
      { id: 'role', name: t('roles.role'), cell: ({ role }) => nameOf('role', role) },
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
