import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { DefinitionSchemas } from './definition-schemas.js'
import { ExpiredLexicons } from './expired-lexicons.js'
import { LexiconConfig } from './lexicon.config.js'
import { LexiconFetcher } from './lexicon-fetcher.js'
import { LexiconStore } from './lexicon.store.js'
import { LexiconXrpc } from './lexicon.xrpc.js'
import { PgLexiconStore } from './pg-lexicon.store.js'
import { PublishedLexicons } from './published-lexicons.js'
import { RecordSchemas } from './record-schemas.js'
import { SchemaAssembly } from './schema-assembly.js'

/** Lexicons: those that come with the server, and those that others publish. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, JobsModule, OutboundModule, IdentityModule],
  controllers: [LexiconXrpc],
  providers: [
    provideConfig(LexiconConfig),
    { provide: LexiconStore, useClass: PgLexiconStore },
    LexiconFetcher,
    PublishedLexicons,
    SchemaAssembly,
    RecordSchemas,
    DefinitionSchemas,
    ExpiredLexicons,
  ],
  exports: [LexiconConfig, PublishedLexicons, RecordSchemas, DefinitionSchemas],
})
export class LexiconModule {}
