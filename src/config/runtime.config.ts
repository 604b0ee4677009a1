import { configSection } from './section.js'
import { integer } from './fields.js'

/** Threads that libuv starts unless told otherwise. */
const LIBUV_DEFAULT_THREADS = 4

/** Facts about the process that the environment decides before any of our code runs. */
export class RuntimeConfig extends configSection('runtime', {
  threadPoolSize: integer({
    env: 'UV_THREADPOOL_SIZE',
    default: LIBUV_DEFAULT_THREADS,
    min: 1,
    max: 1024,
    help: 'Threads for file access, DNS and password hashing. npm start sets it to cores + 4; it cannot be changed once the process runs.',
  }),
}) {}
