export { SyncModule } from './sync.module.js'
export { CrawlConfig } from './crawl.config.js'
export { RelayClient } from './relay-client.js'
