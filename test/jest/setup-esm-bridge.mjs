import 'reflect-metadata'
import * as common from '@nestjs/common'
import * as core from '@nestjs/core'
import * as cookie from 'cookie'

globalThis[Symbol.for('jest.esm-bridge')] = { '@nestjs/common': common, '@nestjs/core': core, cookie }
