#!/usr/bin/env node
// pds: the commands of the operator.
'use strict'

require('./launch.cjs')('cli')
