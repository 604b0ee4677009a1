import { readFileSync } from 'node:fs'
import { configSection, ServiceConfig, string } from '../config/index.js'
import { HANDLE_DEFAULTS, type HandleRulesReading, readHandleRules } from './handle-rules-file.js'

const ENV = 'PDS_HANDLE_RULES'

/** Which handles are given out on which domain. */
export class HandleRulesConfig extends configSection(
  'handle rules',
  {
    source: string({
      env: ENV,
      defaultHelp: '3 to 18 characters, no dots, the usual names kept back',
      help: 'Rules for handles, by domain: a JSON file like config/handle-rules.example.json, or the JSON itself.',
    }),
  },
  {
    derive: (own, section) => ({ reading: readingOf(own.source, section(ServiceConfig).handleDomains) }),
    check: ({ reading }) => reading.problems.map((problem) => `${ENV}: ${problem}`),
  },
) {}

function readingOf(source: string | undefined, domains: readonly string[]): HandleRulesReading {
  if (source === undefined || source.startsWith('{')) return readHandleRules(source, domains)
  try {
    return readHandleRules(readFileSync(source, 'utf8'), domains)
  } catch (error) {
    return {
      rules: new Map(),
      general: HANDLE_DEFAULTS,
      problems: [`cannot be read: ${(error as Error).message}`],
    }
  }
}
