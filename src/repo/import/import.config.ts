import { boolean, configSection, integer } from '../../config/index.js'

/** Settings of imports. */
export class ImportConfig extends configSection('imports', {
  accepting: boolean({
    env: 'PDS_ACCEPTING_REPO_IMPORTS',
    default: true,
    help: 'Whether accounts may replace their repository by a file (importRepo).',
  }),
  bytesMax: integer({
    env: 'PDS_MAX_REPO_IMPORT_SIZE',
    default: 100 * 1024 * 1024,
    min: 1,
    help: 'Largest file that may be imported (bytes).',
  }),
  atOnceMax: integer({
    env: 'PDS_REPO_IMPORTS_MAX',
    default: 4,
    min: 1,
    max: 100,
    help: 'Imports that this node works on at a time.',
  }),
  memoryBytes: integer({
    env: 'PDS_REPO_IMPORT_MEMORY_BYTES',
    default: 32 * 1024 * 1024,
    min: 0,
    max: 1024 * 1024 * 1024,
    help: 'Memory of one import for what comes in another order than this server exports it (bytes); more is kept in the database.',
  }),
}) {}
