import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './bundle'
import { isLeftOut } from './leanSdk'

/**
 * Returns the licences of the packages that a bundle contains.
 *
 * @param inputs the names of the bundle's inputs, from esbuild's metafile
 * @param bundle the start of the first line
 * @example
 * licencesOf(['node_modules/ms/index.js']) // '... ms 2.1.3, MIT\n\nThe MIT License (MIT) ...'
 */
export function licencesOf(inputs: readonly string[], bundle = 'bundle.js contains'): string {
  const folders = inputs.filter((input) => !isLeftOut(input)).flatMap((input) => PACKAGE.exec(input)?.[0] ?? [])
  const licences = [...new Set(folders)].sort().map((folder) => licenceOf(join(ROOT, folder)))
  return `${bundle} code of these packages.\n${licences.join('')}`
}

const PACKAGE = /^.*node_modules\/(@[^/]+\/)?[^/]+/

function licenceOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((it) => /^(licen[cs]e|copying)/i.test(it))
  const by = typeof author === 'string' ? author : author?.name
  const text = file
    ? readFileSync(join(folder, file), 'utf8')
    : `It carries no licence text. Author: ${by ?? 'not named'}`
  return `\n${'-'.repeat(80)}\n${name} ${version}, ${license ?? 'licence not named'}\n\n${text.trim()}\n`
}
