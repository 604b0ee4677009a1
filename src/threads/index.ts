/** Threads for what strangers send to parsers: whatever it does to them, the server goes on. */
export { LimitedThread, type ThreadAnswer, type ThreadLimits, type ThreadReply } from './limited-thread.js'
