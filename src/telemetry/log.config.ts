import { boolean, configSection, enumeration, path } from '../config/index.js'

/** What is logged, and where to. */
export class LogConfig extends configSection('log', {
  enabled: boolean({ env: 'LOG_ENABLED', default: true, help: 'Whether anything is logged.' }),
  level: enumeration({
    env: 'LOG_LEVEL',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
    default: 'info',
    help: 'Least important level that is logged.',
  }),
  destination: path({
    env: 'LOG_DESTINATION',
    defaultHelp: 'standard output',
    help: 'File to which the log is appended, one JSON object a line.',
  }),
}) {}
