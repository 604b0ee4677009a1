// npm start: the server.
'use strict'

require('./launch.cjs')('main')
