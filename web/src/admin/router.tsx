import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
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

/** Each screen is a file of its own, loaded when somebody goes there. */
const routeTree = root.addChildren([
  createRoute({
    ...under,
    path: '/',
    component: lazyRouteComponent(() => import('./overview/overview-screen'), 'OverviewScreen'),
  }),
  createRoute({
    ...under,
    path: '/accounts',
    component: lazyRouteComponent(() => import('./accounts/accounts-screen'), 'AccountsScreen'),
  }),
  createRoute({
    ...under,
    path: '/accounts/$did',
    component: lazyRouteComponent(() => import('./accounts/account-screen'), 'AccountScreen'),
  }),
  createRoute({
    ...under,
    path: '/invites',
    component: lazyRouteComponent(() => import('./invites/invites-screen'), 'InvitesScreen'),
  }),
  createRoute({
    ...under,
    path: '/audit',
    component: lazyRouteComponent(() => import('./audit/audit-screen'), 'AuditScreen'),
  }),
  createRoute({
    ...under,
    path: '/moderation',
    component: lazyRouteComponent(() => import('./moderation/moderation-screen'), 'ModerationScreen'),
  }),
  createRoute({
    ...under,
    path: '/migrations',
    component: lazyRouteComponent(() => import('./migrations/migrations-screen'), 'MigrationsScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk',
    component: lazyRouteComponent(() => import('./bulk/bulk-screen'), 'BulkScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk/import',
    component: lazyRouteComponent(() => import('./bulk/import-screen'), 'ImportScreen'),
  }),
  createRoute({
    ...under,
    path: '/bulk/$id',
    component: lazyRouteComponent(() => import('./bulk/bulk-job-screen'), 'BulkJobScreen'),
  }),
  createRoute({
    ...under,
    path: '/approvals',
    component: lazyRouteComponent(() => import('./approvals/approvals-screen'), 'ApprovalsScreen'),
  }),
  createRoute({
    ...under,
    path: '/exports',
    component: lazyRouteComponent(() => import('./exports/exports-screen'), 'ExportsScreen'),
  }),
  createRoute({
    ...under,
    path: '/holds',
    component: lazyRouteComponent(() => import('./holds/holds-screen'), 'HoldsScreen'),
  }),
  createRoute({
    ...under,
    path: '/terms',
    component: lazyRouteComponent(() => import('./terms/terms-screen'), 'TermsScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso',
    component: lazyRouteComponent(() => import('./sso/sso-screen'), 'SsoScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso/new',
    component: lazyRouteComponent(() => import('./sso/new-connection-screen'), 'NewConnectionScreen'),
  }),
  createRoute({
    ...under,
    path: '/sso/$id',
    component: lazyRouteComponent(() => import('./sso/connection-screen'), 'ConnectionScreen'),
  }),
  createRoute({
    ...under,
    path: '/relays',
    component: lazyRouteComponent(() => import('./relays/relays-screen'), 'RelaysScreen'),
  }),
  createRoute({
    ...under,
    path: '/jobs',
    component: lazyRouteComponent(() => import('./jobs/jobs-screen'), 'JobsScreen'),
  }),
  createRoute({
    ...under,
    path: '/jobs/$id',
    component: lazyRouteComponent(() => import('./jobs/job-screen'), 'JobScreen'),
  }),
  createRoute({
    ...under,
    path: '/backups',
    component: lazyRouteComponent(() => import('./backups/backups-screen'), 'BackupsScreen'),
  }),
  createRoute({
    ...under,
    path: '/doctor',
    component: lazyRouteComponent(() => import('./doctor/doctor-screen'), 'DoctorScreen'),
  }),
  createRoute({
    ...under,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('./webhooks/webhooks-screen'), 'WebhooksScreen'),
  }),
  createRoute({
    ...under,
    path: '/webhooks/$id',
    component: lazyRouteComponent(() => import('./webhooks/webhook-screen'), 'WebhookScreen'),
  }),
  createRoute({
    ...under,
    path: '/retention',
    component: lazyRouteComponent(() => import('./retention/retention-screen'), 'RetentionScreen'),
  }),
  createRoute({
    ...under,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings/settings-screen'), 'SettingsScreen'),
  }),
  createRoute({
    ...under,
    path: '/organization',
    component: lazyRouteComponent(() => import('./organization/organization-screen'), 'OrganizationScreen'),
  }),
  createRoute({
    ...under,
    path: '/proved',
    component: lazyRouteComponent(() => import('./frame/proved-screen'), 'ProvedScreen'),
  }),
  createRoute({
    ...under,
    path: '/first-run',
    component: lazyRouteComponent(() => import('./first-run/first-run-screen'), 'FirstRunScreen'),
  }),
  createRoute({
    ...under,
    path: '/domains',
    component: lazyRouteComponent(() => import('./domains/domains-screen'), 'DomainsScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles',
    component: lazyRouteComponent(() => import('./roles/roles-screen'), 'RolesScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles/new',
    component: lazyRouteComponent(() => import('./roles/new-role-screen'), 'NewRoleScreen'),
  }),
  createRoute({
    ...under,
    path: '/roles/$role',
    component: lazyRouteComponent(() => import('./roles/role-screen'), 'RoleScreen'),
  }),
  createRoute({
    ...under,
    path: '/tokens',
    component: lazyRouteComponent(() => import('./tokens/tokens-screen'), 'TokensScreen'),
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
