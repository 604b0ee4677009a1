import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { MailModule } from '../mail/index.js'
import { OauthModule } from '../oauth/index.js'
import { SsoModule } from '../sso/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { TermsModule } from '../terms/index.js'
import { EndedMoves } from './keeping/ended-moves.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import { MoveData } from './keeping/move-data.js'
import { MoveSecretTable } from './keeping/move-secret-table.js'
import { MoveSecrets } from './keeping/move-secrets.js'
import { MoveBook } from './move-book.js'
import { MoveCodes } from './move-codes.js'
import { MoveCheck } from './move-check.js'
import { MoveInvitations } from './move-invitations.js'
import { MoveLinks } from './move-links.js'
import { MoveLookup } from './move-lookup.js'
import { MoveOrganizations } from './move-organizations.js'
import { MovePeople } from './move-people.js'
import { MoveProgress } from './move-progress.js'
import { MoveStart } from './move-start.js'
import { MoveVoucher } from './move-voucher.js'
import { Moving } from './moving.js'
import { OldSignIn } from './old-sign-in.js'
import { MoveJourney } from './page/move-journey.js'
import { MovePage } from './page/move-page.js'
import { MoveReplies } from './page/move-replies.js'
import { MovingController } from './page/moving.controller.js'
import { MoveClosing } from './return/move-closing.js'
import { MoveReturn } from './return/move-return.js'
import { ReturnCheck } from './return/return-check.js'
import { LostMoves } from './running/lost-moves.js'
import { MoveFolders } from './running/move-folders.js'
import { MoveRoom } from './running/move-room.js'
import { MoveServers } from './running/move-servers.js'
import { MoveTurns } from './running/move-turns.js'
import { MoveWork } from './running/move-work.js'
import { OpenHere } from './running/open-here.js'

const KEEPING = [GuidedMoveStore, MoveSecrets, MoveSecretTable, MoveData, EndedMoves]
const RUNNING = [MoveFolders, MoveRoom, MoveServers, MoveTurns, MoveWork, OpenHere, LostMoves, Moving]
const INVITING = [
  MoveBook,
  MoveCodes,
  MoveCheck,
  MoveInvitations,
  MoveLinks,
  MoveLookup,
  MoveOrganizations,
  MovePeople,
  MoveProgress,
  MoveVoucher,
]
const FOLLOWING = [OldSignIn, MoveStart, MoveJourney, MovePage, MoveReplies]
const RETURNING = [MoveClosing, MoveReturn, ReturnCheck]

/** Moves to here that the organization starts and this server carries out. */
@Module({
  imports: [
    ConfigModule,
    DatabaseModule,
    TelemetryModule,
    TermsModule,
    JobsModule,
    OutboundModule,
    IdentityModule,
    MailModule,
    AccountModule,
    AuditModule,
    LifecycleModule,
    AuthModule,
    OauthModule,
    SsoModule,
  ],
  controllers: [MovingController],
  providers: [...KEEPING, ...RUNNING, ...INVITING, ...FOLLOWING, ...RETURNING],
  exports: [GuidedMoveStore, MoveCheck, MoveInvitations, MoveProgress, MoveReturn, Moving],
})
export class MovesModule {}
