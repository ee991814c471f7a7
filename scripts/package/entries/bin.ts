#!/usr/bin/env node
import { wxLogistics } from '../../wx-logistics'

wxLogistics(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
