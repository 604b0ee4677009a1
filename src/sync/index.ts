export { RepoExporter } from './repo-exporter.js'
export { SyncModule } from './sync.module.js'
