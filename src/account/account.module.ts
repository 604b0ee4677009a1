import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AccountConfig } from './account.config.js'
import { AccountStore } from './account.store.js'
import { Accounts } from './accounts.js'
import { AppPasswordStore } from './app-password.store.js'
import { AppPasswords } from './app-passwords.js'
import { AtprotoDidController } from './atproto-did.controller.js'
import { Erasure } from './erasure.js'
import { HandleLookup } from './handle-lookup.js'
import { HandlesXrpc } from './handles.xrpc.js'
import { InviteStore } from './invite.store.js'
import { Invites } from './invites.js'
import { InvitesXrpc } from './invites.xrpc.js'
import { Passwords } from './passwords.js'
import { PgAccountStore } from './pg-account.store.js'
import { PgAppPasswordStore } from './pg-app-password.store.js'
import { PgInviteStore } from './pg-invite.store.js'
import { SignOut } from './sign-out.js'

/** Who is hosted here: accounts, their passwords and handles, and who may become one. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, DiscoveryModule, IdentityModule],
  controllers: [HandlesXrpc, InvitesXrpc, AtprotoDidController],
  providers: [
    provideConfig(AccountConfig),
    { provide: AccountStore, useClass: PgAccountStore },
    { provide: AppPasswordStore, useClass: PgAppPasswordStore },
    { provide: InviteStore, useClass: PgInviteStore },
    Accounts,
    Passwords,
    AppPasswords,
    Invites,
    HandleLookup,
    SignOut,
    Erasure,
  ],
  exports: [Accounts, Passwords, AppPasswords, Invites, HandleLookup, SignOut, Erasure],
})
export class AccountModule {}
