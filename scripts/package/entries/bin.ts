#!/usr/bin/env node
/**
 * The command of the package. It loads the rest only on a Node that can parse it, so that an older one gets a message instead
 * of a syntax error.
 */
import { engines } from '../../../package.json'

const [, oldest = ''] = /(\d[\d.]*)/.exec(engines.node) ?? []
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const [wantedMajor = 0, wantedMinor = 0] = oldest.split('.').map(Number)
if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
  const { LC_ALL, LC_MESSAGES, LANG = '' } = process.env
  console.error(
    (LC_ALL || LC_MESSAGES || LANG).startsWith('zh')
      ? `wx-logistics 需要 Node.js ${oldest} 或更高版本，当前是 ${process.version}。exec 运行的程序可以使用更旧的版本。`
      : `wx-logistics needs Node.js ${oldest} or later, and this is ${process.version}. Programs that exec runs may use an older one.`,
  )
  process.exitCode = 1
} else {
  // What reads the output, such as `head`, may stop reading.
  process.stdout.on('error', () => process.exit())
  import('../../commands/wxLogistics.js').then(async ({ wxLogistics }) => {
    process.exitCode = await wxLogistics(process.argv.slice(2))
  })
}
