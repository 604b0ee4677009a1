export { isTimedId, TimedId } from '../../telemetry/index.js'
