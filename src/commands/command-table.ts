import { ACCOUNT_COMMANDS } from './account-command.js'
import { ACCOUNT_CONTACT_COMMANDS } from './account-contact-command.js'
import { ACCOUNT_STATE_COMMANDS } from './account-state-command.js'
import { ADMINS_COMMANDS } from './admins-command.js'
import { backupCommand } from './backup-command.js'
import { backupListCommand } from './backup-list-command.js'
import { backupVerifyCommand } from './backup-verify-command.js'
import { blobsSweepCommand, blobsUsageCommand } from './blobs-command.js'
import { blobsCopyCommand } from './blobs-copy-command.js'
import type { Command } from './command.js'
import { CONFIG_COMMANDS } from './config-command.js'
import { completionCommand } from './completion-command.js'
import { doctorCommand } from './doctor-command.js'
import { factorsResetCommand } from './factors-command.js'
import { holdsVerifyCommand } from './holds-command.js'
import { importsCommand } from './imports-command.js'
import { INVITE_COMMANDS } from './invite-command.js'
import { keysRewrapCommand } from './keys-rewrap-command.js'
import { mailFailedCommand, mailTestCommand } from './mail-command.js'
import { migrateInCommand } from './migrate-in-command.js'
import { rebuildCommand, repoRebuildCommand } from './rebuild-command.js'
import { REPO_COMMANDS } from './repo-command.js'
import { reportsListCommand, reportsResolveCommand, reportsShowCommand } from './reports-command.js'
import { restoreCommand } from './restore-command.js'
import { versionCommand } from './version-command.js'

/** Every command of the operator, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [
  ...ACCOUNT_COMMANDS,
  ...ACCOUNT_STATE_COMMANDS,
  ...ACCOUNT_CONTACT_COMMANDS,
  ...INVITE_COMMANDS,
  ...REPO_COMMANDS,
  repoRebuildCommand,
  rebuildCommand,
  importsCommand,
  blobsSweepCommand,
  blobsUsageCommand,
  blobsCopyCommand,
  migrateInCommand,
  keysRewrapCommand,
  factorsResetCommand,
  mailTestCommand,
  mailFailedCommand,
  reportsListCommand,
  reportsShowCommand,
  reportsResolveCommand,
  ...ADMINS_COMMANDS,
  holdsVerifyCommand,
  ...CONFIG_COMMANDS,
  doctorCommand,
  backupCommand,
  backupListCommand,
  backupVerifyCommand,
  restoreCommand,
  completionCommand(() => COMMANDS),
  versionCommand,
]
