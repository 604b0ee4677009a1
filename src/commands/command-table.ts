import { backupCommand } from './backup-command.js'
import { backupListCommand } from './backup-list-command.js'
import { backupVerifyCommand } from './backup-verify-command.js'
import { blobsSweepCommand, blobsUsageCommand } from './blobs-command.js'
import { blobsCopyCommand } from './blobs-copy-command.js'
import type { Command } from './command.js'
import { completionCommand } from './completion-command.js'
import { importsCommand } from './imports-command.js'
import { keysRewrapCommand } from './keys-rewrap-command.js'
import { mailFailedCommand, mailTestCommand } from './mail-command.js'
import { migrateInCommand } from './migrate-in-command.js'
import { rebuildCommand, repoRebuildCommand } from './rebuild-command.js'
import { reportsListCommand, reportsResolveCommand, reportsShowCommand } from './reports-command.js'
import { restoreCommand } from './restore-command.js'
import { versionCommand } from './version-command.js'

/** Every command of the operator, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [
  repoRebuildCommand,
  rebuildCommand,
  importsCommand,
  blobsSweepCommand,
  blobsUsageCommand,
  blobsCopyCommand,
  migrateInCommand,
  keysRewrapCommand,
  mailTestCommand,
  mailFailedCommand,
  reportsListCommand,
  reportsShowCommand,
  reportsResolveCommand,
  backupCommand,
  backupListCommand,
  backupVerifyCommand,
  restoreCommand,
  completionCommand(() => COMMANDS),
  versionCommand,
]
