#!/usr/bin/env node
import { wxLogistics } from '../../commands/wxLogistics'

wxLogistics(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
