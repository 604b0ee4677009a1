import { Injectable } from '@nestjs/common'
import { Environment } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import type { DiagnosisDto } from './doctor.dto.js'

/** Checks ask other servers: whoever looks again at once is shown what was found. */
const GOOD_FOR_MS = 60_000

/** Has the installation looked at by the doctor, as `pds doctor` does. */
@Injectable()
export class DoctorVisit {
  #latest: { readonly atMs: number; readonly diagnosis: Promise<DiagnosisDto> } | undefined

  constructor(
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** What was found within the last minute, or is found now. */
  pay(): Promise<DiagnosisDto> {
    const atMs = this.clock.nowMs()
    if (!this.#latest || atMs - this.#latest.atMs >= GOOD_FOR_MS) {
      this.#latest = { atMs, diagnosis: this.#look(atMs) }
      // Whoever asks next looks again.
      this.#latest.diagnosis.catch(() => (this.#latest = undefined))
    }
    return this.#latest.diagnosis
  }

  async #look(atMs: number): Promise<DiagnosisDto> {
    // Few ask for it: it is loaded with the first.
    const { Doctor } = await import('../../doctor/index.js')
    const findings = await new Doctor(this.environment).examine()
    return {
      at: new Date(atMs).toISOString(),
      well: findings.every(({ outcome }) => outcome !== 'failed'),
      data: findings,
    }
  }
}
