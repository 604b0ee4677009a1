import { boolean, configSection } from '../config/index.js'

/** Settings of the dashboard. */
export class DashboardConfig extends configSection('dashboard', {
  enabled: boolean({
    env: 'PDS_DASHBOARD_ENABLED',
    default: true,
    help: 'Whether administrators find their dashboard at /admin. The API below /admin/v1 is there all the same.',
  }),
}) {}
