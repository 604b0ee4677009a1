import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { DoctorVisit } from './doctor-visit.js'
import { DiagnosisDto } from './doctor.dto.js'

/** Whether the installation has what it needs. */
@AdminController('doctor', 'Operation')
export class DoctorController {
  constructor(private readonly visit: DoctorVisit) {}

  @Get()
  @AdminRoute('doctor.view', {
    summary: 'Looks whether the installation has what it needs, and says what to do where it has not',
    answers: DiagnosisDto,
  })
  getDiagnosis(): Promise<DiagnosisDto> {
    return this.visit.pay()
  }
}
