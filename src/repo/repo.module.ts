import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { BlobModule } from '../blob/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { LexiconModule } from '../lexicon/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { JobsModule } from '../jobs/index.js'
import { CommitWorkshop } from './commit-workshop.js'
import { AbandonedImports } from './import/abandoned-imports.js'
import { ArrivedCommits } from './import/arrived-commits.js'
import { ImportAdmission } from './import/import-admission.js'
import { ImportConfig } from './import/import.config.js'
import { ImportIntake } from './import/import-intake.js'
import { ImportStore } from './import/import.store.js'
import { PgImportStore } from './import/pg-import.store.js'
import { InterruptedImports } from './import/interrupted-imports.js'
import { RepoImport } from './import/repo-import.js'
import { PgSwitchStore } from './import/pg-switch.store.js'
import { RepoSwitch } from './import/repo-switch.js'
import { SwitchStore } from './import/switch.store.js'
import { MissingBlobs } from './missing-blobs.js'
import { HeldTrees } from './held-trees.js'
import { NodeCache } from './node-cache.js'
import { PassingNodes } from './passing-nodes.js'
import { PgRepoLifeStore } from './pg-repo-life.store.js'
import { PgRepoStore } from './pg-repo.store.js'
import { RecentRecords } from './recent-records.js'
import { RecordReadsXrpc } from './record-reads.xrpc.js'
import { RecordValidator } from './record-validator.js'
import { RecordInterceptor } from './record.interceptor.js'
import { RecordWritesXrpc } from './record-writes.xrpc.js'
import { RemovedRepoRows } from './removed-repo-rows.js'
import { RemovedRepos } from './removed-repos.js'
import { RepoCaches } from './repo-caches.js'
import { RepoAnnouncer } from './repo-announcer.js'
import { RepoCommitter } from './repo-committer.js'
import { RepoConfig } from './repo.config.js'
import { RepoCreation } from './repo-creation.js'
import { RepoDescriptions } from './repo-descriptions.js'
import { PgRepairStore } from './repair/pg-repair.store.js'
import { RepairStore } from './repair/repair.store.js'
import { RepoRebuild } from './repair/repo-rebuild.js'
import { RepoResigning } from './repair/repo-resigning.js'
import { RepoHeads } from './repo-heads.js'
import { RepoMovesXrpc } from './repo-moves.xrpc.js'
import { RepoLifeStore } from './repo-life.store.js'
import { RepoProofs } from './repo-proofs.js'
import { RepoReader } from './repo-reader.js'
import { RepoStore } from './repo.store.js'
import { RepoWriter } from './repo-writer.js'
import { RevClock } from './rev-clock.js'
import { TreeLoader } from './tree-loader.js'
import { WriteCounts } from './write-counts.js'
import { WriteTargets } from './write-targets.js'

/** Repositories: the write path and record reads. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    IdentityModule,
    LexiconModule,
    AccountModule,
    BlobModule,
    SequencerModule,
  ],
  controllers: [RecordWritesXrpc, RecordReadsXrpc, RepoMovesXrpc],
  providers: [
    provideConfig(RepoConfig),
    { provide: RepoStore, useClass: PgRepoStore },
    { provide: RepoLifeStore, useClass: PgRepoLifeStore },
    NodeCache,
    HeldTrees,
    PassingNodes,
    TreeLoader,
    RepoHeads,
    RevClock,
    CommitWorkshop,
    RepoCommitter,
    RepoWriter,
    WriteCounts,
    RepoCaches,
    RepoReader,
    RecentRecords,
    RepoProofs,
    RepoCreation,
    RecordValidator,
    RecordInterceptor,
    RepoDescriptions,
    WriteTargets,
    provideConfig(ImportConfig),
    { provide: ImportStore, useClass: PgImportStore },
    { provide: SwitchStore, useClass: PgSwitchStore },
    ImportAdmission,
    ImportIntake,
    ArrivedCommits,
    RepoSwitch,
    RepoImport,
    AbandonedImports,
    InterruptedImports,
    MissingBlobs,
    { provide: RepairStore, useClass: PgRepairStore },
    RepoRebuild,
    RepoResigning,
    RepoAnnouncer,
    RemovedRepos,
    RemovedRepoRows,
  ],
  exports: [
    RecentRecords,
    RepoAnnouncer,
    RepoCreation,
    RepoLifeStore,
    RepoProofs,
    RepoReader,
    RepoRebuild,
    RepoResigning,
    RepoStore,
    RepoWriter,
    RecordValidator,
  ],
})
export class RepoModule {}
