import { boolean, configSection, duration, integer, path, secretString, string } from '../config/index.js'

const HOUR_MS = 60 * 60 * 1000
const PASSPHRASE_LENGTH_MIN = 12

/** Where backups go, when they are made, and how they are encrypted. */
export class BackupConfig extends configSection(
  'backup',
  {
    target: string({
      env: 'PDS_BACKUP_TARGET',
      help: 'Where backups go: a directory, or s3://bucket/prefix. One place for each installation.',
    }),
    keyFile: path({
      env: 'PDS_BACKUP_KEY_FILE',
      help: 'File whose text encrypts the backups, such as that of `openssl rand -hex 32`. Keep a copy elsewhere: without it no backup can be read.',
    }),
    passphrase: secretString({
      env: 'PDS_BACKUP_PASSPHRASE',
      lengthMin: PASSPHRASE_LENGTH_MIN,
      help: 'Passphrase that encrypts the backups, in place of a key file.',
    }),
    withKeys: boolean({
      env: 'PDS_BACKUP_WITH_KEYS',
      default: false,
      help: 'Whether backups hold the secrets of the installation as well, the key-encryption key and the rotation key among them.',
    }),
    keep: integer({
      env: 'PDS_BACKUP_KEEP',
      default: 14,
      min: 1,
      help: 'How many backups are kept; older ones are removed after each new one.',
    }),
    intervalMs: duration({
      env: 'PDS_BACKUP_INTERVAL_MS',
      min: HOUR_MS / 12,
      help: 'How often the server makes a backup by itself (ms); unset: not by interval.',
    }),
    hour: integer({
      env: 'PDS_BACKUP_HOUR',
      min: 0,
      max: 23,
      help: 'Hour of the day (UTC) at which the server makes a backup by itself; unset: not by the hour.',
    }),
    drillIntervalMs: duration({
      env: 'PDS_BACKUP_DRILL_INTERVAL_MS',
      min: HOUR_MS,
      help: 'How often the server restores its newest backup into a scratch directory and checks all of it (ms): 2592000000 for every 30 days; unset: never.',
    }),
    eventRateMax: integer({
      env: 'PDS_RESTORE_EVENTS_PER_SECOND_MAX',
      default: 10_000,
      min: 1,
      help: 'More events than this server can ever have sent in a second: a restored server goes on numbering as far ahead as if it had done so since the backup.',
    }),
  },
  {
    derive: (own) => ({
      /** whether the server makes or tries backups by itself */
      isScheduled:
        own.intervalMs !== undefined || own.hour !== undefined || own.drillIntervalMs !== undefined,
    }),
    check: (own) => [
      ...(own.isScheduled && !own.target
        ? [
            'PDS_BACKUP_TARGET is needed with PDS_BACKUP_INTERVAL_MS, PDS_BACKUP_HOUR or PDS_BACKUP_DRILL_INTERVAL_MS',
          ]
        : []),
      ...(own.isScheduled && !own.keyFile && !own.passphrase
        ? [
            'PDS_BACKUP_KEY_FILE or PDS_BACKUP_PASSPHRASE is needed with PDS_BACKUP_INTERVAL_MS, PDS_BACKUP_HOUR or PDS_BACKUP_DRILL_INTERVAL_MS',
          ]
        : []),
      ...(own.intervalMs !== undefined && own.hour !== undefined
        ? ['PDS_BACKUP_INTERVAL_MS and PDS_BACKUP_HOUR exclude each other']
        : []),
      ...(own.keyFile && own.passphrase
        ? ['PDS_BACKUP_KEY_FILE and PDS_BACKUP_PASSPHRASE exclude each other']
        : []),
    ],
  },
) {}
