import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What an invite code promises waits until whoever used it has shown that the address is theirs. */
export class WhatWaitsForAnAddress0000000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    /* The release before gives everything at once. */
    await runner.query(`ALTER TABLE invite_code_use ADD COLUMN is_awaited boolean NOT NULL DEFAULT false`)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
