// Runs a command of this repository as the package's bin does, and builds it first if a source has changed.
import { buildOnce } from './buildOnce.mjs'

try {
  buildOnce('commands')
  if (process.argv.includes('--library')) buildOnce('library')
} catch {
  process.exit(1) // The build has said why.
}
// npm changes to the folder of package.json and says in which it was called: https://docs.npmjs.com/cli/commands/npm-run
process.chdir(process.env.INIT_CWD ?? '.')
await import('../../dist/commands/bin.js')
