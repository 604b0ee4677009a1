/**
 * Configuration: environment variables become one typed, frozen section per feature.
 *
 * A feature declares its section in `x.config.ts`:
 *
 *     export class RepoConfig extends configSection('repo', {
 *       writesMax: integer({ env: 'PDS_REPO_WRITES_MAX', default: 200, min: 1, help: 'Most writes in one call.' }),
 *       greeting: string({ env: 'PDS_GREETING', help: 'Optional: no default, so it may be undefined.' }),
 *     }) {}
 *
 * provides it in its module (`imports: [ConfigModule], providers: [provideConfig(RepoConfig)]`), and injects it by
 * class: `constructor(private readonly config: RepoConfig) {}`; `config.writesMax` is a number.
 *
 * Defaults that depend on other values are made by `derive`, cross-field rules by `check`:
 *
 *     configSection('mail', { smtpUrl: …, from: … }, {
 *       derive: (own, section) => ({ from: own.from ?? `pds@${section(ServiceConfig).hostname}` }),
 *       check: (own) => (own.smtpUrl && !own.from ? ['PDS_EMAIL_FROM_ADDRESS is needed with PDS_EMAIL_SMTP_URL'] : []),
 *     })
 *
 * In a unit test, `configOf(RepoConfig, { writesMax: 3 })` makes one with defaults for the rest. In an application
 * under test, override the provider `Environment` with `Environment.of({ PDS_…: '…' })`.
 */
export {
  boolean,
  duration,
  enumeration,
  hexKey,
  integer,
  list,
  path,
  secretString,
  string,
  url,
  type Field,
} from './fields.js'
export { configOf, configSection, type SectionClass } from './section.js'
export { Environment } from './environment.js'
export { InvalidConfiguration } from './invalid-configuration.js'
export { describeConfiguration, type SectionDescription, type SettingDescription } from './describe.js'
export { problemsOf, type SettingInUse, settingsInUse } from './settings-in-use.js'
export { LIVE_GROUPS, type LiveGroup } from './live-group.js'
export { LiveSettings, type SettingProblem, type SettingTexts } from './live-settings.js'
export { ConfigModule, provideConfig } from './config.module.js'
export { PROJECT_ROOT } from './project-root.js'
export { RuntimeConfig } from './runtime.config.js'
export { AdminEntranceConfig } from './admin-entrance.config.js'
export { ServiceConfig } from './service.config.js'
export { type ExportedSecrets, type SecretName, Secrets } from './secrets/secrets.js'
export { SecretsConfig } from './secrets/secrets.config.js'
