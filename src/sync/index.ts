export { CrawlConfig } from './crawl.config.js'
export { RelayClient } from './relay-client.js'
export { RepoExporter } from './repo-exporter.js'
export { SyncModule } from './sync.module.js'
