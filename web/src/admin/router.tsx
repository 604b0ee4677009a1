import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ApiProblem } from './api/api-problem'
import { isAnswered } from './api/is-answered'
import { Frame } from './frame/frame'
import { LostScreen } from './frame/lost-screen'
import { ProblemScreen } from './frame/problem-screen'
import { parseSearch, stringifySearch, validateSearch } from './list/search'
import { ScreenSkeleton } from './controls/skeleton'

/** Where the server has the application: src/dashboard. */
const BASE = '/admin'

const root = createRootRoute({
  validateSearch,
  component: Frame,
  errorComponent: ProblemScreen,
  notFoundComponent: LostScreen,
})
const under = { getParentRoute: () => root } as const

/**
 * A screen, in a file of its own, which is loaded when somebody goes there. A file that is gone since the server was
 * upgraded is had by loading the application anew, which the router does; not where nobody answers: that is said then.
 */
function screenOf<File extends Record<string, unknown>, Name extends keyof File>(
  load: () => Promise<File>,
  name: Name,
) {
  const explained = async (error: unknown): Promise<never> => {
    throw (await isAnswered()) ? error : new ApiProblem(0, 'no_answer', String(error), undefined)
  }
  return lazyRouteComponent(() => load().catch(explained), name)
}

const routeTree = root.addChildren([
  createRoute({
    ...under,
    path: '/',
    component: screenOf(() => import('./overview/overview-screen'), 'OverviewScreen'),
  }),
  createRoute({
    ...under,
    path: '/accounts',
    component: screenOf(() => import('./accounts/accounts-screen'), 'AccountsScreen'),
  }),
  createRoute({
    ...under,
    path: '/accounts/$did',
    component: screenOf(() => import('./accounts/account-screen'), 'AccountScreen'),
  }),
  createRoute({
    ...under,
    path: '/invites',
    component: screenOf(() => import('./invites/invites-screen'), 'InvitesScreen'),
  }),
  createRoute({
    ...under,
    path: '/audit',
    component: screenOf(() => import('./audit/audit-screen'), 'AuditScreen'),
  }),
  createRoute({
    ...under,
    path: '/moderation',
    component: screenOf(() => import('./moderation/moderation-screen'), 'ModerationScreen'),
  }),
  createRoute({
    ...under,
    path: '/migrations',
    component: screenOf(() => import('./migrations/migrations-screen'), 'MigrationsScreen'),
  }),
  createRoute({
    ...under,
    path: '/migrations/import',
    component: screenOf(() => import('./migrations/import-moves-screen'), 'ImportMovesScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk',
    component: screenOf(() => import('./bulk/bulk-screen'), 'BulkScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk/import',
    component: screenOf(() => import('./bulk/import-screen'), 'ImportScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk/$id',
    component: screenOf(() => import('./bulk/bulk-job-screen'), 'BulkJobScreen'),
  }),
  createRoute({
    ...under,
    path: '/approvals',
    component: screenOf(() => import('./approvals/approvals-screen'), 'ApprovalsScreen'),
  }),
  createRoute({
    ...under,
    path: '/exports',
    component: screenOf(() => import('./exports/exports-screen'), 'ExportsScreen'),
  }),
  createRoute({
    ...under,
    path: '/holds',
    component: screenOf(() => import('./holds/holds-screen'), 'HoldsScreen'),
  }),
  createRoute({
    ...under,
    path: '/terms',
    component: screenOf(() => import('./terms/terms-screen'), 'TermsScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso',
    component: screenOf(() => import('./sso/sso-screen'), 'SsoScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso/new',
    component: screenOf(() => import('./sso/new-connection-screen'), 'NewConnectionScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso/$id',
    component: screenOf(() => import('./sso/connection-screen'), 'ConnectionScreen'),
  }),
  createRoute({
    ...under,
    path: '/relays',
    component: screenOf(() => import('./relays/relays-screen'), 'RelaysScreen'),
  }),
  createRoute({
    ...under,
    path: '/jobs',
    component: screenOf(() => import('./jobs/jobs-screen'), 'JobsScreen'),
  }),
  createRoute({
    ...under,
    path: '/jobs/$id',
    component: screenOf(() => import('./jobs/job-screen'), 'JobScreen'),
  }),
  createRoute({
    ...under,
    path: '/backups',
    component: screenOf(() => import('./backups/backups-screen'), 'BackupsScreen'),
  }),
  createRoute({
    ...under,
    path: '/doctor',
    component: screenOf(() => import('./doctor/doctor-screen'), 'DoctorScreen'),
  }),
  createRoute({
    ...under,
    path: '/webhooks',
    component: screenOf(() => import('./webhooks/webhooks-screen'), 'WebhooksScreen'),
  }),
  createRoute({
    ...under,
    path: '/webhooks/$id',
    component: screenOf(() => import('./webhooks/webhook-screen'), 'WebhookScreen'),
  }),
  createRoute({
    ...under,
    path: '/retention',
    component: screenOf(() => import('./retention/retention-screen'), 'RetentionScreen'),
  }),
  createRoute({
    ...under,
    path: '/settings',
    component: screenOf(() => import('./settings/settings-screen'), 'SettingsScreen'),
  }),
  createRoute({
    ...under,
    path: '/organization',
    component: screenOf(() => import('./organization/organization-screen'), 'OrganizationScreen'),
  }),
  createRoute({
    ...under,
    path: '/proved',
    component: screenOf(() => import('./frame/proved-screen'), 'ProvedScreen'),
  }),
  createRoute({
    ...under,
    path: '/first-run',
    component: screenOf(() => import('./first-run/first-run-screen'), 'FirstRunScreen'),
  }),
  createRoute({
    ...under,
    path: '/domains',
    component: screenOf(() => import('./domains/domains-screen'), 'DomainsScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles',
    component: screenOf(() => import('./roles/roles-screen'), 'RolesScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles/new',
    component: screenOf(() => import('./roles/new-role-screen'), 'NewRoleScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles/$role',
    component: screenOf(() => import('./roles/role-screen'), 'RoleScreen'),
  }),
  createRoute({
    ...under,
    path: '/tokens',
    component: screenOf(() => import('./tokens/tokens-screen'), 'TokensScreen'),
  }),
])

/** The router of the application. */
export function routerOf() {
  return createRouter({
    routeTree,
    basepath: BASE,
    parseSearch,
    stringifySearch,
    // DIDs are full of them, and addresses may have them.
    pathParamsAllowedCharacters: [':'],
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ProblemScreen,
    defaultPendingComponent: ScreenSkeleton,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOf>
  }
}
