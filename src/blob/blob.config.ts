import { configSection, duration, integer } from '../config/index.js'

const HOUR_MS = 60 * 60 * 1000

/** How blobs are taken and kept. What clients are told as well is among the settings of the service. */
export class BlobConfig extends configSection('blobs', {
  unusedTtlMs: duration({
    env: 'PDS_BLOB_UNUSED_TTL_MS',
    default: 6 * HOUR_MS,
    min: HOUR_MS,
    help: 'How long an upload is kept that no record refers to (ms).',
  }),
  uploadStallMs: duration({
    env: 'PDS_BLOB_UPLOAD_STALL_MS',
    default: 30_000,
    min: 100,
    help: 'An upload that brings less than 16 KiB within this time is given up (ms).',
  }),
  quotaWarningPercent: integer({
    env: 'PDS_BLOB_QUOTA_WARNING_PERCENT',
    default: 80,
    min: 1,
    max: 100,
    help: 'From which share of its quota on an account is warned when it uploads.',
  }),
}) {}
