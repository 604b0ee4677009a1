import { Initial0000000000001 } from '#migrations/0001-initial'
import { Imports0000000000002 } from '#migrations/0002-imports'
import { LexiconsAndCrawlers0000000000003 } from '#migrations/0003-lexicons-and-crawlers'
import { AccountLife0000000000004 } from '#migrations/0004-account-life'
import { Blobs0000000000005 } from '#migrations/0005-blobs'
import { SignInFailures0000000000006 } from '#migrations/0006-sign-in-failures'
import { Hosting0000000000007 } from '#migrations/0007-hosting'
import { Bulk0000000000008 } from '#migrations/0008-bulk'
import { Preferences0000000000009 } from '#migrations/0009-preferences'
import { Credentials0000000000010 } from '#migrations/0010-credentials'
import { PreferenceNamespaces0000000000011 } from '#migrations/0011-preference-namespaces'
import { Reports0000000000012 } from '#migrations/0012-reports'
import { OAuth0000000000013 } from '#migrations/0013-oauth'
import { SharedLimits0000000000014 } from '#migrations/0014-shared-limits'
import { SecondFactors0000000000015 } from '#migrations/0015-second-factors'
import { Places0000000000016 } from '#migrations/0016-places'
import { Backups0000000000019 } from '#migrations/0019-backups'
import { Audit0000000000020 } from '#migrations/0020-audit'
import { AdminAccess0000000000021 } from '#migrations/0021-admin-access'
import { AccountLists0000000000022 } from '#migrations/0022-account-lists'
import { Measures0000000000023 } from '#migrations/0023-measures'
import { LongJobs0000000000024 } from '#migrations/0024-long-jobs'
import { Webhooks0000000000025 } from '#migrations/0025-webhooks'
import { HoldsApprovalsBulk0000000000026 } from '#migrations/0026-holds-approvals-bulk'
import { Archives0000000000027 } from '#migrations/0027-archives'
import { ServiceDocuments0000000000028 } from '#migrations/0028-service-documents'
import { OwnerLinks0000000000029 } from '#migrations/0029-owner-links'
import { Sso0000000000030 } from '#migrations/0030-sso'
import { Offboarding0000000000031 } from '#migrations/0031-offboarding'
import { SsoPeople0000000000032 } from '#migrations/0032-sso-people'
import { Directory0000000000033 } from '#migrations/0033-directory'
import { Saml0000000000034 } from '#migrations/0034-saml'
import { Invitations0000000000035 } from '#migrations/0035-invitations'
import { SingleSignOn0000000000036 } from '#migrations/0036-single-sign-on'
import { MemberNotes0000000000037 } from '#migrations/0037-member-notes'
import { AccountFilters0000000000038 } from '#migrations/0038-account-filters'
import { InvitedRoles0000000000039 } from '#migrations/0039-invited-roles'
import { GroupQuotas0000000000040 } from '#migrations/0040-group-quotas'
import { IdTokens0000000000041 } from '#migrations/0041-id-tokens'
import { Languages0000000000042 } from '#migrations/0042-languages'
import { IdentityList0000000000043 } from '#migrations/0043-identity-list'
import { SuggestedHandles0000000000044 } from '#migrations/0044-suggested-handles'
import { SetupLinks0000000000045 } from '#migrations/0045-setup-links'
import { GuidedMoves0000000000046 } from '#migrations/0046-guided-moves'
import { PlcRefusals0000000000048 } from '#migrations/0048-plc-refusals'
import { TimedSuspensions0000000000049 } from '#migrations/0049-timed-suspensions'
import { ShownInPart0000000000051 } from '#migrations/0051-shown-in-part'
import { WhoseTraces0000000000053 } from '#migrations/0053-whose-traces'
import { WatchedService0000000000055 } from '#migrations/0055-watched-service'
import { ListIndexes0000000000057 } from '#migrations/0057-list-indexes'
import { TermsAndTokens0000000000058 } from '#migrations/0058-terms-and-tokens'
import { HowTheyProvedIt0000000000059 } from '#migrations/0059-how-they-proved-it'
import { WhatWaitsForAnAddress0000000000060 } from '#migrations/0060-what-waits-for-an-address'
import { RowsSignUpsLetters0000000000061 } from '#migrations/0061-rows-sign-ups-letters'
import { HandedSessions0000000000062 } from '#migrations/0062-handed-sessions'
import { EventPacks0000000000065 } from '#migrations/0065-event-packs'
import type { MigrationInterface } from 'typeorm'

/** All migrations, in order. Their class names end in the number of the file, in 13 digits. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Initial0000000000001,
  Imports0000000000002,
  LexiconsAndCrawlers0000000000003,
  AccountLife0000000000004,
  Blobs0000000000005,
  SignInFailures0000000000006,
  Hosting0000000000007,
  Bulk0000000000008,
  Preferences0000000000009,
  Credentials0000000000010,
  PreferenceNamespaces0000000000011,
  Reports0000000000012,
  OAuth0000000000013,
  SharedLimits0000000000014,
  SecondFactors0000000000015,
  Places0000000000016,
  Backups0000000000019,
  Audit0000000000020,
  AdminAccess0000000000021,
  AccountLists0000000000022,
  Measures0000000000023,
  LongJobs0000000000024,
  Webhooks0000000000025,
  HoldsApprovalsBulk0000000000026,
  Archives0000000000027,
  ServiceDocuments0000000000028,
  OwnerLinks0000000000029,
  Sso0000000000030,
  Offboarding0000000000031,
  SsoPeople0000000000032,
  Directory0000000000033,
  Saml0000000000034,
  Invitations0000000000035,
  SingleSignOn0000000000036,
  MemberNotes0000000000037,
  AccountFilters0000000000038,
  InvitedRoles0000000000039,
  GroupQuotas0000000000040,
  IdTokens0000000000041,
  Languages0000000000042,
  IdentityList0000000000043,
  SuggestedHandles0000000000044,
  SetupLinks0000000000045,
  GuidedMoves0000000000046,
  PlcRefusals0000000000048,
  TimedSuspensions0000000000049,
  ShownInPart0000000000051,
  WhoseTraces0000000000053,
  WatchedService0000000000055,
  ListIndexes0000000000057,
  TermsAndTokens0000000000058,
  HowTheyProvedIt0000000000059,
  WhatWaitsForAnAddress0000000000060,
  RowsSignUpsLetters0000000000061,
  HandedSessions0000000000062,
  EventPacks0000000000065,
]
